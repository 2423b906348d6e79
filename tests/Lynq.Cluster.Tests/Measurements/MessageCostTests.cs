using System.Diagnostics;
using System.Globalization;
using Lynq.Actors.Embedded;
using Lynq.Actors.Hub;
using Lynq.Actors.Port;
using Lynq.Cluster.Tests.Engine;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Xunit.Abstractions;

namespace Lynq.Cluster.Tests.Measurements;

/// <summary>What a message costs: on the embedded engine, on Akka.NET within a process, and between two actor systems over TCP.</summary>
[Collection(nameof(PlacementTests))]
public sealed class MessageCostTests(ITestOutputHelper output)
{
    private const int Batch = 2_000;
    private const int Batches = 50;

    [MeasurementFact]
    public async Task On_the_embedded_engine()
    {
        long handled = 0;
        await using var system = new EmbeddedActorSystem(TimeProvider.System, NullLogger<EmbeddedActorSystem>.Instance);
        system.Register(new ActorRegistration { Kind = ActorKinds.Node, Factory = _ => new Counting(() => Interlocked.Increment(ref handled)) });
        await MeasureAsync("embedded", Keys(1000), system.Tell, () => Interlocked.Read(ref handled));
    }

    [MeasurementFact]
    public async Task On_akka_within_a_process()
    {
        await using var replica = await Replica.StartAsync();
        replica.Serve();
        await MeasureAsync("akka, local", Keys(1000), replica.Engine.Tell, () => replica.Handled.Values.Sum(count => (long)count));
    }

    [MeasurementFact]
    public async Task On_akka_between_processes()
    {
        await using var here = await Replica.StartAsync();
        await using var there = await Replica.StartAsync(here);
        here.Serve();
        there.Serve();
        var keys = Keys(2000);
        await Eventually.Holds(
            () => keys.All(key => here.Engine.IsHere(new(ActorKinds.Node, key)) != there.Engine.IsHere(new(ActorKinds.Node, key))) && there.Engine.Regions[ActorKinds.Node].Places.Here.Count > 50,
            "the shards are spread");
        var away = keys.Where(key => there.Engine.IsHere(new(ActorKinds.Node, key))).ToArray();
        await MeasureAsync("akka, across", away, here.Engine.Tell, () => there.Handled.Values.Sum(count => (long)count));
    }

    private async Task MeasureAsync(string what, string[] keys, Action<ActorId, IActorMessage> tell, Func<long> handled)
    {
        await RunAsync(keys, tell, handled, batches: 5);
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var (cpu, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        await RunAsync(keys, tell, handled, Batches);
        process.Refresh();
        var count = Batch * Batches;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {(process.TotalProcessorTime - cpu).TotalMicroseconds / count:0.0} µs of processor a message, {count / clock.Elapsed.TotalSeconds:0} a second"));
    }

    // In batches: nobody's mailbox or socket shall overflow.
    private static async Task RunAsync(string[] keys, Action<ActorId, IActorMessage> tell, Func<long> handled, int batches)
    {
        for (var batch = 0; batch < batches; batch++)
        {
            var goal = handled() + Batch;
            for (var i = 0; i < Batch; i++)
                tell(new ActorId(ActorKinds.Node, keys[i % keys.Length]), new SyncNow { Hub = new("tenants", "customers"), Cause = "a measurement" });
            await Eventually.Holds(() => handled() >= goal, "the batch is handled");
        }
    }

    private static string[] Keys(int count) => [.. Enumerable.Range(0, count).Select(i => $"tenants/t{i:0000}-web")];

    private sealed class Counting(Func<long> count) : IActor
    {
        public ValueTask ReceiveAsync(IActorMessage message)
        {
            count();
            return ValueTask.CompletedTask;
        }
    }
}
