using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Hubs;

public sealed class SyncIntervalTests
{
    [Theory]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("1h", 3600)]
    [InlineData("0s", 0)]
    [InlineData("007s", 7)]
    public void It_reads_one_number_and_one_unit(string text, int seconds)
    {
        SyncInterval.TryParse(text, out var interval).ShouldBeTrue();
        interval.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("1d")]
    [InlineData("1m30s")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData(" 1s")]
    [InlineData("1.5s")]
    [InlineData("99999999999999999999s")]
    [InlineData("999999999999999999h")]
    public void It_refuses_everything_else(string? text) => SyncInterval.TryParse(text, out _).ShouldBeFalse();
}
