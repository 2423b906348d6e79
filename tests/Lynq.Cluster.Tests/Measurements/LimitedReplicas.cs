using System.Diagnostics;
using Lynq.Cluster.Tests.Processes;
using Shouldly;
using Xunit.Abstractions;

namespace Lynq.Cluster.Tests.Measurements;

/// <summary>One or three replicas under limits, whose rows change in rounds.</summary>
internal sealed class LimitedReplicas : IAsyncDisposable
{
    private const double Cores = 0.2;
    private const int WarmRoundsEach = 12;

    private readonly ReplicaWorld _world;
    private readonly LimitedLoopback _network;
    private int _rounds;

    private LimitedReplicas(ReplicaWorld world, LimitedLoopback network) => (_world, _network) = (world, network);

    /// <summary>Starts them, has each row written and changed some times so that all code is compiled, and only then limits them.</summary>
    public static async Task<LimitedReplicas> StartAsync(int count, IReadOnlyList<TenantObject> objects, ITestOutputHelper output)
    {
        var network = new LimitedLoopback(count);
        var replicas = new LimitedReplicas(await ReplicaWorld.StartAsync(ReplicaWorld.Sandbox, output, network, maxSkew: 0, count: count, objects: objects), network);
        // With three, each has a third of the rows: three times as many rounds make their code as hot.
        for (var round = 0; round < WarmRoundsEach * count; round++)
            await replicas.ChangeAsync();
        foreach (var limit in network.Limits)
            limit.SetTo(Cores);
        return replicas;
    }

    /// <summary>Changes every row once, as soon as nothing is written any more, and waits for all of it.</summary>
    public async Task<Round> MeasureAsync()
    {
        await _world.SettleAsync();
        var (before, periods) = (ProcessorTimes(), Periods());
        var start = TimeProvider.System.GetUtcNow();
        var clock = Stopwatch.StartNew();
        await ChangeAsync();
        var elapsed = clock.Elapsed;
        _world.Replicas.Ends.ShouldBeEmpty("a replica that starts anew has cold code");
        var rows = _world.Tenants.Count;
        return new Round(
            rows / elapsed.TotalSeconds,
            [.. ProcessorTimes().Zip(before, (now, then) => (now - then).TotalMilliseconds / rows)],
            [.. Enumerable.Range(0, _world.Replicas.Count).Select(replica => SpanOf(replica, start))],
            _world.Server.WritesSince(start).CountBy(write => write.Resource).ToDictionary(of => of.Key, of => (double)of.Value / rows, StringComparer.Ordinal),
            [.. Periods().Zip(periods, (now, then) => (double)(now.UsedUp - then.UsedUp) / Math.Max(1, now.Begun - then.Begun))]);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private async Task ChangeAsync()
    {
        var plan = $"round-{_rounds++}";
        _world.Tenants.Change(plan);
        // A table that is read every second has wishes that are under way told again every second.
        await _world.Tenants.ReadNowAsync();
        await _world.Tenants.HaveAsync(plan);
    }

    private (double From, double To) SpanOf(int replica, DateTimeOffset start)
    {
        var user = _world.Server.UserOf(replica);
        var moments = _world.Server.WritesSince(start).Where(write => write.IsOfManaged && write.User == user).Select(write => (write.At - start).TotalSeconds).ToList();
        return moments is [] ? (0, 0) : (moments.Min(), moments.Max());
    }

    private List<(int Begun, int UsedUp)> Periods() => [.. _network.Limits.Select(limit => limit.Periods)];

    private List<TimeSpan> ProcessorTimes() =>
    [
        .. Enumerable.Range(0, _world.Replicas.Count).Select(replica =>
        {
            using var process = Process.GetProcessById(_world.Replicas.IdOf(replica));
            return process.TotalProcessorTime;
        }),
    ];
}
