using System.Diagnostics;
using Lynq.Actors.Embedded;
using Lynq.Actors.Port;
using Lynq.Benchmarks.Reporting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Benchmarks.Actors;

/// <summary>What an idle actor holds, what a tell costs its sender, and how many messages a second go through.</summary>
internal static class ActorBenchmark
{
    private const string Kind = "idle";

    public static async Task RunAsync(Report report, int actors = 1_000_000)
    {
        await MeasureIdleAsync(report, actors);
        await MeasureTellAsync(report, spread: 1);
        await MeasureTellAsync(report, spread: 10_000);
    }

    private static async Task MeasureIdleAsync(Report report, int count)
    {
        await using var system = NewSystem();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++) system.Tell(new ActorId(Kind, $"tenants/customer-{i}-web"), Ping.Instance);
        await HandledAsync(system, count);
        var seconds = clock.Elapsed.TotalSeconds;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        report.Add(new Figure("actors", $"{count:N0} idle actors", held / 1048576.0, "MiB") { Limit = Limit.AtMost(1024), Note = $"{held / (double)count:N0} bytes each; started at {count / seconds:N0}/s" });
        GC.KeepAlive(system);
    }

    private static async Task MeasureTellAsync(Report report, int spread)
    {
        const int Count = 2_000_000;
        await using var system = NewSystem();
        var targets = Enumerable.Range(0, spread).Select(i => new ActorId(Kind, $"tenants/customer-{i}-web")).ToArray();
        foreach (var target in targets) system.Tell(target, Ping.Instance);
        await HandledAsync(system, spread);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Count; i++) system.Tell(targets[i % spread], Ping.Instance);
        var told = clock.Elapsed;
        await HandledAsync(system, spread + Count);
        report.Add(new Figure("actors", $"a local tell, to {spread:N0} actors in turn", told.TotalNanoseconds / Count, "ns") { Limit = Limit.AtMost(1000), Note = $"for the sender; {Count / clock.Elapsed.TotalSeconds:N0} messages a second through" });
    }

    private static EmbeddedActorSystem NewSystem()
    {
        var system = new EmbeddedActorSystem(TimeProvider.System, NullLogger<EmbeddedActorSystem>.Instance);
        system.Register(new ActorRegistration { Kind = Kind, Factory = context => new Idle(context) });
        return system;
    }

    private static async Task HandledAsync(EmbeddedActorSystem system, long count)
    {
        while (system.Snapshot()[0].Handled < count) await Task.Delay(1);
    }

    private sealed record Ping : IActorMessage
    {
        public static Ping Instance { get; } = new();
    }

    private sealed class Idle(IActorContext context) : IActor
    {
        private ActorId _last;

        public ValueTask ReceiveAsync(IActorMessage message)
        {
            _last = context.Self;
            return ValueTask.CompletedTask;
        }

        public override string ToString() => _last.ToString();
    }
}
