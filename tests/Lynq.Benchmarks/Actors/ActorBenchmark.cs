using System.Diagnostics;
using Lynq.Actors.Embedded;
using Lynq.Actors.Port;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Benchmarks.Actors;

/// <summary>What an idle actor holds, what a tell costs its sender, and how many messages a second go through.</summary>
internal static class ActorBenchmark
{
    private const string Kind = "idle";

    public static async Task<int> RunAsync(string[] options)
    {
        var actors = options.Length > 0 ? int.Parse(options[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000;
        await MeasureIdleAsync(actors);
        await MeasureTellAsync(spread: 1);
        await MeasureTellAsync(spread: 10_000);
        return 0;
    }

    private static async Task MeasureIdleAsync(int count)
    {
        await using var system = NewSystem();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++) system.Tell(new ActorId(Kind, $"tenants/customer-{i}-web"), Ping.Instance);
        await HandledAsync(system, count);
        var seconds = clock.Elapsed.TotalSeconds;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine($"{count:N0} idle actors: {held / 1048576.0:N0} MiB, {held / (double)count:N0} bytes each; started at {count / seconds:N0}/s");
        GC.KeepAlive(system);
    }

    private static async Task MeasureTellAsync(int spread)
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
        Console.WriteLine(
            $"{Count:N0} tells to {spread:N0} actors: {told.TotalNanoseconds / Count:N0} ns each for the sender, {Count / clock.Elapsed.TotalSeconds:N0}/s through");
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
