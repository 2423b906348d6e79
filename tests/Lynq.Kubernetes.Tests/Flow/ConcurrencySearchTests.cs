using Lynq.Kubernetes.Flow;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Flow;

public class ConcurrencySearchTests
{
    private static readonly FlowOptions Options = new() { Initial = 6, Min = 2, Max = 64 };

    /// <summary>Throughput of servers by requests in flight: a small one that is best at 4, one that is far away, one that has many cores, one that is in the same machine, one that cannot be hurried.</summary>
    public static TheoryData<string, int, int, int> Servers() => new()
    {
        { "small", 6, 2, 8 },
        { "small", 64, 2, 8 },
        { "far", 6, 24, 64 },
        { "large", 8, 32, 64 },
        { "near", 8, 24, 64 },
        { "flat", 32, 2, 6 },
    };

    [Theory]
    [MemberData(nameof(Servers))]
    public void Finds_the_concurrency_at_which_the_server_is_fastest(string server, int start, int least, int most)
    {
        var search = ConcurrencySearch.Start(start);
        var limits = new List<int>();
        for (var period = 0; period < 200; period++)
        {
            search = search.Next(Rate(server, search.Limit), Options);
            limits.Add(search.Limit);
        }

        limits.Skip(120).Average().ShouldBeInRange(least, most);
        limits.ShouldAllBe(limit => limit >= Options.Min && limit <= Options.Max);
    }

    /// <summary>A server's garbage collection swings by more than a step up or down makes of difference.</summary>
    [Theory]
    [InlineData("small", 32, 2, 8)]
    [InlineData("far", 8, 50, 64)]
    [InlineData("large", 8, 40, 64)]
    [InlineData("near", 8, 20, 64)]
    public void Stays_near_the_best_when_measurements_scatter(string server, int start, int least, int most)
    {
        for (var seed = 0; seed < 20; seed++)
            Scattered(server, start, seed).Skip(200).Average().ShouldBeInRange(least, most, $"seed {seed}");
    }

    /// <summary>A burst of some seconds is 40 periods: a search that wanders or takes its time would be of no use to it.</summary>
    [Theory]
    [InlineData("small")]
    [InlineData("far")]
    [InlineData("large")]
    [InlineData("near")]
    public void Has_most_of_the_best_rate_within_a_burst(string server)
    {
        var best = Enumerable.Range(Options.Min, Options.Max - Options.Min + 1).Max(limit => Rate(server, limit));
        var shares = Enumerable.Range(0, 20).Select(seed => Scattered(server, 8, seed).Take(40).Average(limit => Rate(server, limit)) / best);
        shares.Average().ShouldBeGreaterThan(0.8);
    }

    private static IEnumerable<int> Scattered(string server, int start, int seed)
    {
        var random = new Random(seed);
        var search = ConcurrencySearch.Start(start);
        for (var period = 0; period < 600; period++)
        {
            search = search.Next(Rate(server, search.Limit) * (0.9 + (random.NextDouble() * 0.2)), Options);
            yield return search.Limit;
        }
    }

    [Fact]
    public void Halves_when_refused_but_not_below_the_least()
    {
        var search = ConcurrencySearch.Start(32);
        search = search.Refused(Options);
        search.Limit.ShouldBe(16);
        for (var i = 0; i < 10; i++)
            search = search.Refused(Options);
        search.Limit.ShouldBe(2);
    }

    private static double Rate(string server, int inFlight) => server switch
    {
        // The measured one: 381 at 4, 300 at 16, 266 at 32.
        "small" => 381 * Math.Min(1, inFlight / 4.0) * Math.Pow(4.0 / Math.Max(4, inFlight), 0.17),
        // An answer takes 20 ms, however many are asked for.
        "far" => 50.0 * inFlight,
        // In the same machine: the more at once, the fewer times both sides wake for one.
        "near" => 3400.0 * inFlight / (inFlight + 4.0),
        "large" => 2000.0 * inFlight / (1 + (inFlight / 16.0)),
        _ => 100,
    };
}
