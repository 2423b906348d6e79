using Lynq.Actors.Hub;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Hub;

public sealed class SyncTimingTests
{
    private static readonly HubOptions Options = new();

    [Theory]
    [InlineData(30, 0, 0, 0.5, 30)]
    [InlineData(30, 10, 0, 0.5, 20)]
    [InlineData(30, 45, 0, 0.5, 0)]
    [InlineData(30, 0, 0, 1.0, 31.5)]
    [InlineData(30, 0, 1, 0.5, 1)]
    [InlineData(30, 0, 3, 0.5, 4)]
    [InlineData(30, 0, 20, 0.5, 30)]
    [InlineData(30, 0, 20, 1.0, 30)]
    public void Counts_from_the_start_and_backs_off_up_to_the_interval(
        double interval, double elapsed, int failures, double random, double expected) =>
        SyncTiming.Next(TimeSpan.FromSeconds(interval), TimeSpan.FromSeconds(elapsed), failures, Options, random)
            .TotalSeconds.ShouldBe(expected, 0.001);
}
