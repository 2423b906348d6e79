using System.Diagnostics;
using System.Globalization;
using Lynq.Testing;
using Shouldly;
using Xunit.Abstractions;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>Three replicas at work on a table of tenants, and the record of what they write.</summary>
internal sealed class ReplicaWorld : IAsyncDisposable
{
    public const int MaxSkew = 10;
    public const string Sandbox = "sandbox";
    public const string ControlPlane = "real API server";

    /// <summary>After that a server has recorded what was sent to it.</summary>
    public static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly ITestOutputHelper _output;

    private ReplicaWorld(IServer server, INetwork network, ReplicaProcesses replicas, ITestOutputHelper output) =>
        (Server, Network, Replicas, _output) = (server, network, replicas, output);

    public IServer Server { get; }

    public INetwork Network { get; }

    public ReplicaProcesses Replicas { get; }

    public Tenants Tenants { get; private set; } = null!;

    public SkewWatch Skew { get; private set; } = null!;

    /// <summary>Starts everything, up to the point where all rows have their object.</summary>
    public static async Task<ReplicaWorld> StartAsync(
        string server, ITestOutputHelper output, INetwork? network = null, int maxSkew = MaxSkew, int count = 3, IReadOnlyList<TenantObject>? objects = null, params string[] more)
    {
        var api = server == Sandbox ? (IServer)await SandboxOfReplicas.StartAsync() : await ControlPlaneOfReplicas.StartAsync();
        network ??= new Loopback();
        var world = new ReplicaWorld(api, network, new ReplicaProcesses(api, network, count, more), output);
        try
        {
            for (var replica = 0; replica < count; replica++)
                world.Replicas.Start(replica);
            await world.Replicas.SpreadAsync([.. Enumerable.Range(0, count)]);
            world.Skew = new SkewWatch(api.Client);
            var since = TimeProvider.System.GetUtcNow();
            world.Tenants = await Tenants.CreateAsync(api.Client, maxSkew, objects);
            await world.Tenants.HaveAsync("first");
            world.Say($"{Tenants.Rows} rows written first in {(TimeProvider.System.GetUtcNow() - since).TotalSeconds:0.0} s");
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Changes every row, disturbs when a part is written, and waits for all of it; what was written is returned.</summary>
    public async Task<IReadOnlyList<Write>> ChangeAsync(string plan, Func<Task> disturb)
    {
        var start = TimeProvider.System.GetUtcNow();
        Tenants.Change(plan);
        await Tenants.HaveAsync(plan, Tenants.Count / 6);
        var disturbed = TimeProvider.System.GetUtcNow();
        await disturb();
        await Tenants.HaveAsync(plan);
        var complete = TimeProvider.System.GetUtcNow();
        var writes = Server.WritesSince(start);
        var after = writes.Where(IsOfChild).Select(write => write.At).Where(at => at >= disturbed).Prepend(disturbed).Order().ToList();
        var gap = after.Zip(after.Skip(1), (a, b) => b - a).DefaultIfEmpty().Max();
        Say($"{plan}: complete {(complete - disturbed).TotalSeconds:0.0} s after the disturbance, longest standstill {gap.TotalSeconds:0.00} s, at most {Skew.Most} nodes under way");
        return writes;
    }

    /// <summary>Each object was written once, and no more nodes than allowed changed at the same time.</summary>
    public void ShouldBeWrittenOnce(IReadOnlyList<Write> writes)
    {
        var perObject = WritesOfEach(writes);
        perObject.Count.ShouldBe(Tenants.Count);
        perObject.Where(written => written.Value != 1).ShouldBeEmpty();
    }

    /// <summary>How often each object was written.</summary>
    public Dictionary<string, int> WritesOfEach(IReadOnlyList<Write> writes) =>
        writes.Where(IsOfChild).GroupBy(write => write.Name, StringComparer.Ordinal).ToDictionary(all => all.Key, all => all.Count(), StringComparer.Ordinal);

    /// <summary>Looks for that long whether something stays as it is.</summary>
    public async Task StaysAsync(Func<Task<bool>> condition, TimeSpan span)
    {
        var clock = Stopwatch.StartNew();
        await Eventually.Holds(
            async () =>
            {
                (await condition()).ShouldBeTrue($"after {clock.Elapsed}");
                return clock.Elapsed >= span;
            },
            "the time is over",
            span * 2);
    }

    /// <summary>Waits until nothing is written any more: statuses and events follow what was written.</summary>
    public Task SettleAsync() => Eventually.Holds(
        () => Server.WritesSince(TimeProvider.System.GetUtcNow() - Quiet).All(write => !write.IsOfManaged), "nothing is written any more");

    /// <summary>A replica that was frozen or cut off has ended by itself, and had written nothing since a moment.</summary>
    public async Task EndsWithoutWritingAsync(int replica, DateTimeOffset since)
    {
        var end = await Replicas.EndAsync(replica, since);
        Server.WritesSince(since).Where(write => write.IsOfManaged && write.User == Server.UserOf(replica) && write.At <= end.At).ShouldBeEmpty();
    }

    public void Say(FormattableString text) => _output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        foreach (var end in Replicas.Ends)
            Say($"replica {end.Replica} ended by itself at {end.At:T} with code {end.ExitCode}");
        if (Skew is not null) await Skew.DisposeAsync();
        await Replicas.DisposeAsync();
        if (Tenants is not null) await Tenants.DisposeAsync();
        await Network.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static bool IsOfChild(Write write) => write.Resource == "configmaps" && write.Name.EndsWith("-c", StringComparison.Ordinal);
}
