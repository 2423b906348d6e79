using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;
using Lynq.Kubernetes;
using Lynq.Testing;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// A large hub on the sandbox: the operator's memory, and its rate beside that of a bare loop of our client which sends the same
/// writes. Both have sent some thousand requests before, both find the server without a node, nobody else watches it.
/// </summary>
internal sealed class Scale(World world)
{
    private const string Name = "scale";
    private const int FirstNodes = 1000;
    private static readonly int[] Levels = [4, 8, 16, 32];
    private readonly int _nodes = world.Options.Nodes;
    private readonly int _writesOfNode = world.Options.Resources + 2;

    /// <summary>Runs the loop, then the operator; its nodes stay.</summary>
    public async Task RunAsync()
    {
        world.Options.Cores.BindAsOperator();
        var (bare, single) = await LoopAsync();
        world.Options.Cores.Unbind();
        await world.Operator.StartAsync();
        await FirstAsync(bare);
        var population = new Population(world, "bench-main");
        await population.PrepareAsync(_nodes, Forms.Small(world.Options.Resources));
        await world.QuietAsync();
        var before = await world.UsageAsync();
        var allocated = (await world.Operator.HeapAsync()).AllocatedSinceStart;
        var (seconds, used) = await MakeAsync(population, _nodes);
        var workingSet = ProcessUsage.WorkingSet(world.Operator.Id);
        await world.QuietAsync();
        allocated = (await world.Operator.HeapAsync()).AllocatedSinceStart - allocated;

        Add(new Figure(Name, $"{_nodes} nodes x {world.Options.Resources} resources: from the hub to all Ready", seconds, "s") { Note = Cpu(used) });
        Add(new Figure(Name, "writes a second", _nodes * _writesOfNode / seconds, "/s"));
        Add(new Figure(Name, "share of the rate of a bare loop, one write after the other", _nodes * _writesOfNode / seconds / single.Rate) { Limit = Limit.AtLeast(0.8) });
        Add(new Figure(Name, "share of the bare loop's rate where it is fastest", _nodes * _writesOfNode / seconds / bare.Rate) { Limit = Limit.AtLeast(0.8) });
        Add(new Figure(Name, "CPU of everybody for a write", used.Cpu * 1000 / (_nodes * _writesOfNode), "ms") { Note = $"{bare.CpuMilliseconds * _nodes * _writesOfNode / 1000 / used.Cpu:F2} of it the bare loop's; does not depend on what else the machine does" });
        Add(new Figure(Name, "requests a node, events apart", (await world.UsageAsync()).Since(before).Requests!.Work / (double)_nodes) { Limit = Limit.AtMost(_writesOfNode + 0.1) });
        Add(new Figure(Name, "operator's allocation a node", allocated / 1024.0 / _nodes, "KiB"));
        Add(new Figure(Name, "operator's working set when all are Ready", workingSet, "MiB") { Limit = Limit.AtMost(400) });
        Add(new Figure(Name, "operator's peak working set", ProcessUsage.PeakWorkingSet(world.Operator.Id), "MiB") { Limit = Limit.AtMost(400) });
    }

    private async Task<(LoopRound Fastest, LoopRound Single)> LoopAsync()
    {
        var sample = await new Provisioning(world, new Population(world, "bench-unused")).SampleAsync();
        using var loop = new ClientLoop(world, sample);
        await world.CreateNamespaceAsync(ClientLoop.Namespace);
        await loop.RunAsync(FirstNodes / 4, 8);
        var rounds = new List<LoopRound>();
        foreach (var level in Levels) rounds.Add(await loop.RunAsync(FirstNodes / 4, level));
        var best = rounds.MaxBy(round => round.Rate)!.Workers;
        await PlainAsync(sample, best);
        await world.RemoveNamespaceAsync(ClientLoop.Namespace);

        var single = await RoundAsync(loop, _nodes / 4, 1);
        Add(new Figure(Name, $"bare loop of the client, {_nodes / 4} nodes, one write after the other", single.Rate, "/s") { Note = Cpu(single) });
        var bare = await RoundAsync(loop, _nodes, best);
        Add(new Figure(Name, $"bare loop of the client, {_nodes} nodes", bare.Rate, "/s") { Note = $"{best} nodes in flight; {Cpu(bare)}" });
        return (bare, single);
    }

    private async Task<LoopRound> RoundAsync(ClientLoop loop, int nodes, int workers)
    {
        await world.CreateNamespaceAsync(ClientLoop.Namespace);
        var round = await loop.RunAsync(nodes, workers);
        await world.RemoveNamespaceAsync(ClientLoop.Namespace);
        return round;
    }

    // For information: what a loop without our client would reach.
    private async Task PlainAsync(NodeSample sample, int workers)
    {
        using var plain = new BareLoop(world, sample);
        await world.CreateNamespaceAsync(BareLoop.Namespace);
        await plain.RunAsync(FirstNodes / 4, workers);
        var rate = await plain.RunAsync(FirstNodes, workers);
        await world.RemoveNamespaceAsync(BareLoop.Namespace);
        Add(new Figure(Name, $"the same by plain HttpClient, {FirstNodes} nodes", rate.Writes, "/s"));
    }

    // As the loop has its short rounds, the operator makes a hub that is not measured: its code is compiled by then.
    private async Task FirstAsync(LoopRound bare)
    {
        var first = new Population(world, "bench-first");
        await first.PrepareAsync(FirstNodes, Forms.Small(world.Options.Resources));
        await world.QuietAsync();
        var (seconds, used) = await MakeAsync(first, FirstNodes);
        Add(new Figure(Name, $"the first {FirstNodes} nodes of a freshly started operator", seconds, "s") { Note = $"{FirstNodes * _writesOfNode / seconds / bare.Rate:F2} of the bare loop's rate; {Cpu(used)}" });
        await first.DeleteHubAsync();
        await Eventually.Holds(async () => (await world.Admin.ListPageAsync(Kinds.Node, new ListOptions { Namespace = first.Namespace, PageSize = 1 }, Representation.Metadata)).Items.Count == 0, "the first nodes are gone", TimeSpan.FromMinutes(5));
        await world.RemoveNamespaceAsync(first.Namespace);
    }

    private async Task<(double Seconds, Usage Used)> MakeAsync(Population population, int nodes)
    {
        Report.Progress($"operator: {nodes} nodes");
        var ready = await ReadyNodes.StartAsync(world, population.Namespace);
        await population.StartAsync("30s");
        var made = await ready.AllAsync(nodes);
        Report.Progress($"operator, {nodes} nodes: {made.Seconds:F1} s; {Cpu(made.Used)}");
        return made;
    }

    private void Add(Figure figure) => world.Report.Add(figure);

    private static string Cpu(LoopRound round) => $"CPU s: loop {round.OwnCpu:F1}, server {round.ServerCpu:F1}";

    private static string Cpu(Usage used) => $"CPU s: operator {used.Operator:F1}, server {used.Server:F1}, database {used.Database:F1}, measuring {used.Own:F1}";
}
