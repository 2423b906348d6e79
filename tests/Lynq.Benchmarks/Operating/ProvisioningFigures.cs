using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;

namespace Lynq.Benchmarks.Operating;

/// <summary>What the rounds tell: the median of each figure, and how far the rounds lie apart.</summary>
internal sealed class ProvisioningFigures(World world, IReadOnlyList<OperatorRound> rounds, IReadOnlyList<BareRate> bare)
{
    private const string Name = "provisioning";

    // Of the bare loop's rate.
    private const double LeastShare = 0.85;
    private readonly int _nodes = world.Options.Nodes;
    private readonly int _writes = world.Options.Nodes * (world.Options.Resources + 2);

    /// <summary>Adds all of them to the report.</summary>
    public void Add()
    {
        var cpu = (Func<Usage, double> part) => Spread.Of(rounds.Select(round => part(round.Used))).Median;
        Add($"{_nodes} nodes x {world.Options.Resources} resources: from the hub to all Ready", "s", round => round.Seconds,
            $"CPU s: operator {cpu(used => used.Operator):F1}, server {cpu(used => used.Server):F1}, database {cpu(used => used.Database):F1}, measuring {cpu(used => used.Own):F1}");
        if (bare.Count > 0) Compare();
        if (rounds.All(round => round.Requests is not null)) Count();
        Add("operator's CPU a node", "ms", round => round.Used.Operator * 1000 / _nodes);
        Add("operator's allocation a node", "KiB", round => round.Allocated / 1024.0 / _nodes);
        Add("operator's peak working set", "MiB", round => round.PeakWorkingSet);
    }

    private void Compare()
    {
        var loop = Spread.Of(bare.Select(rate => rate.Writes));
        var rate = Spread.Of(rounds.Select(round => _writes / round.Seconds));
        Add(new Figure(Name, "writes a second", rate.Median, "/s") { Note = Each(rounds.Select(round => _writes / round.Seconds)) });
        Add(new Figure(Name, $"bare loop, {_nodes} nodes with {bare[0].InFlight} requests in flight", loop.Median, "/s") { Note = Each(bare.Select(rate => rate.Writes)) });
        Add(new Figure(Name, "efficiency: share of the bare loop's rate", rate.Median / loop.Median)
        {
            Limit = Limit.AtLeast(LeastShare),
            Note = $"of the medians; each round beside the loop's before it {Each(rounds.Zip(bare, (round, before) => _writes / round.Seconds / before.Writes))}",
        });
        CompareCpu();
        if (rounds.All(round => round.SecondsWithEvents is not null)) CompareEvents(loop.Median);
        CompareFirst(rate.Median, loop.Median);
    }

    // The CPU of both does not depend on what else the machine does. Of a cluster that is given nobody knows what its server uses.
    private void CompareCpu()
    {
        if (world.Server.Processes.Count == 0) return;
        var loop = Spread.Of(bare.Select(rate => rate.CpuMilliseconds));
        var used = Spread.Of(rounds.Select(round => round.Used.Cpu * 1000 / _writes));
        Add(new Figure(Name, "CPU of everybody for a write", used.Median, "ms") { Note = $"{used}" });
        Add(new Figure(Name, "the same of the bare loop", loop.Median, "ms") { Note = $"{loop}" });
        Add(new Figure(Name, "efficiency by CPU: the bare loop's beside it", loop.Median / used.Median) { Note = "of the medians; does not depend on what else the machine does" });
    }

    private void CompareEvents(double loop)
    {
        var seconds = Spread.Of(rounds.Select(round => round.SecondsWithEvents!.Value));
        Add(new Figure(Name, "until its events are out, too", seconds.Median, "s")
        {
            Note = $"{seconds}; {(_writes + _nodes) / seconds.Median / loop:F2} of the bare loop's rate, each event counted as a write",
        });
    }

    private void CompareFirst(double rate, double loop)
    {
        var nodes = Math.Min(_nodes, OperatorRounds.FirstNodes);
        var writes = nodes * (world.Options.Resources + 2);
        var seconds = Spread.Of(rounds.Select(round => round.First!.Seconds));
        var cpu = Spread.Of(rounds.Select(round => round.First!.CpuSeconds));
        Add(new Figure(Name, $"the first {nodes} nodes of a freshly started operator", seconds.Median, "s") { Note = $"{seconds}; {writes / seconds.Median / loop:F2} of the bare loop's rate; operator's CPU {cpu.Median * 1000 / nodes:F1} ms a node" });
        Add(new Figure(Name, "efficiency with these and the others together", (writes + _writes) / (seconds.Median + (_writes / rate)) / loop));
    }

    // Of the round that asked for most.
    private void Count()
    {
        var requests = rounds.Select(round => round.Requests!).MaxBy(requests => requests.Work)!;
        Add(new Figure(Name, "requests a node, events apart", requests.Work / (double)_nodes) { Limit = Limit.AtMost(world.Options.Resources + 2.1), Note = requests.ToString() });
        Add(new Figure(Name, "events a node", requests.Events / (double)_nodes) { Limit = Limit.AtMost(1.1) });
        Add(new Figure(Name, "gets of nodes and their resources", rounds.Max(round => Kinds.Managed.Sum(kind => round.Requests!.Of("get", kind.ToString())))) { Limit = Limit.AtMost(0) });
    }

    private void Add(string what, string unit, Func<OperatorRound, double> value, string note = "")
    {
        var spread = Spread.Of(rounds.Select(value));
        var range = rounds.Count > 1 ? $"{spread}" : "";
        Add(new Figure(Name, what, spread.Median, unit) { Note = string.Join("; ", ((string[])[range, note]).Where(part => part.Length > 0)) });
    }

    private void Add(Figure figure) => world.Report.Add(figure);

    private static string Each(IEnumerable<double> values) => string.Join(", ", values.Select(Numbers.Text));
}
