using System.Diagnostics;
using System.Globalization;
using Lynq.Cluster.Tests.Processes;
using Shouldly;
using Xunit.Abstractions;
using Xunit;

namespace Lynq.Cluster.Tests.Measurements;

/// <summary>How much more three replicas do than one when each has a fraction of a core, so that the API server is not the limit.</summary>
[Collection(nameof(Engine.PlacementTests))]
public sealed class ThroughputTests(ITestOutputHelper output)
{
    private const double Cores = 0.2;
    private const int Changes = 3;

    [MeasurementFact]
    public async Task Three_replicas_change_more_than_twice_as_many_rows_in_the_same_time_as_one()
    {
        var one = await MeasureAsync(1);
        var three = await MeasureAsync(3);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one:0.0} rows a second with one, {three:0.0} with three: {three / one:0.00} times as many"));
        (three / one).ShouldBeGreaterThan(2.4);
    }

    private async Task<double> MeasureAsync(int count)
    {
        await using var world = await ReplicaWorld.StartAsync(ReplicaWorld.Sandbox, output, maxSkew: 0, count: count);
        // First without a limit, so that all code is compiled.
        await ChangeAsync(world, "warm");
        var limits = Enumerable.Range(0, count).Select(replica => new CpuLimit(world.Replicas.IdOf(replica), Cores)).ToList();
        try
        {
            await world.SettleAsync();
            var before = ProcessorTimes(world);
            var clock = Stopwatch.StartNew();
            await ChangeAsync(world, "measured");
            var rows = world.Tenants.Count * Changes;
            var each = ProcessorTimes(world).Zip(before, (now, then) => (now - then).TotalMilliseconds / rows);
            world.Say($"processor time of each replica: {string.Join(", ", each.Select(ms => $"{ms:0.00}"))} ms a row");
            return rows / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            for (var replica = 0; replica < count; replica++)
            {
                await world.Replicas.KillAsync(replica);
                limits[replica].Dispose();
            }
        }
    }

    private static List<TimeSpan> ProcessorTimes(ReplicaWorld world) =>
    [
        .. Enumerable.Range(0, world.Replicas.Count).Select(replica =>
        {
            using var process = Process.GetProcessById(world.Replicas.IdOf(replica));
            return process.TotalProcessorTime;
        }),
    ];

    private static async Task ChangeAsync(ReplicaWorld world, string plan)
    {
        for (var change = 0; change < Changes; change++)
        {
            world.Tenants.Change($"{plan}-{change}");
            // A table that is read every second has wishes that are under way told again every second.
            await world.Tenants.ReadNowAsync();
            await world.Tenants.HaveAsync($"{plan}-{change}");
        }
    }
}
