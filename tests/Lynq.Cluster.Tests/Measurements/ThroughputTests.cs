using System.Globalization;
using Lynq.Cluster.Tests.Processes;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Lynq.Cluster.Tests.Measurements;

/// <summary>How much more three replicas do than one when each has a fraction of a core, so that the API server is not the limit.</summary>
[Collection(nameof(Engine.PlacementTests))]
public sealed class ThroughputTests(ITestOutputHelper output)
{
    /// <summary>Rounds of each; odd, so that the median is one of them.</summary>
    private const int Rounds = 7;

    [MeasurementFact]
    public Task Three_replicas_change_more_than_twice_as_many_rows_of_three_objects_in_the_same_time_as_one() =>
        CompareAsync([TenantObject.ConfigMap, TenantObject.Service, TenantObject.Secret]);

    [MeasurementFact]
    public Task Three_replicas_change_more_than_twice_as_many_rows_of_one_object_in_the_same_time_as_one() => CompareAsync([TenantObject.ConfigMap]);

    // Both exist all the time and take turns, so that what the machine does besides falls on both.
    private async Task CompareAsync(IReadOnlyList<TenantObject> objects)
    {
        await using var one = await LimitedReplicas.StartAsync(1, objects, output);
        await using var three = await LimitedReplicas.StartAsync(3, objects, output);
        var (alone, together) = (new List<Round>(), new List<Round>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await MeasureAsync(one, "one"));
            together.Add(await MeasureAsync(three, "three"));
        }

        var ratio = Median(together, round => round.Rate) / Median(alone, round => round.Rate);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"medians: {Median(alone, round => round.Rate):0.0} rows a second and {Median(alone, round => round.Costs.Sum()):0.00} ms a row with one, {Median(together, round => round.Rate):0.0} and {Median(together, round => round.Costs.Sum()):0.00} ms with three: {ratio:0.00} times as many"));
        ratio.ShouldBeGreaterThan(2.4);
    }

    private async Task<Round> MeasureAsync(LimitedReplicas replicas, string name)
    {
        var round = await replicas.MeasureAsync();
        output.WriteLine($"{name}: {round}");
        return round;
    }

    private static double Median(IEnumerable<Round> rounds, Func<Round, double> of) => rounds.Select(of).Order().ElementAt(Rounds / 2);
}
