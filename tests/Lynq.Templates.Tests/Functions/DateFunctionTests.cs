using Lynq.Templates.Functions.Dates;
using Shouldly;
using Xunit;

namespace Lynq.Templates.Tests.Functions;

public sealed class DateFunctionTests
{
    private static readonly GoTime _leapDay = GoTime.FromUnix(1_709_168_645).Add(120_000_000);

    [Theory]
    [InlineData("2006-01-02T15:04:05Z07:00", "2024-02-29T01:04:05Z")]
    [InlineData("Monday, 2-Jan-06 3:04PM", "Thursday, 29-Feb-24 1:04AM")]
    [InlineData("002 __2 _2 05.000 05,999", "060  60 29 05.120 05,12")]
    [InlineData("-07:00 Z0700 MST", "+00:00 Z UTC")]
    [InlineData("_2006 Month Janx", "_2024 Month Janx")]
    public void Writes_times_by_layout(string layout, string expected) =>
        TimeFormatter.Format(_leapDay, layout).ShouldBe(expected);

    [Theory]
    [InlineData("2006-01-02", "2024-02-29", "2024-02-29 00:00:00 +0000 UTC")]
    [InlineData("2006-002", "2024-060", "2024-02-29 00:00:00 +0000 UTC")]
    [InlineData("2006-01-02T15:04:05Z07:00", "2024-02-29T10:00:00.5+09:00", "2024-02-29 10:00:00.5 +0900 +0900")]
    [InlineData("Jan _2 06 3PM MST", "Feb  9 12 12AM PST", "2012-02-09 00:00:00 +0000 PST")]
    public void Reads_times_by_layout(string layout, string text, string expected)
    {
        TimeParser.TryParse(layout, text, out var time, out var error).ShouldBeTrue(error);
        time.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("2006-01-02", "2023-02-29", "day out of range")]
    [InlineData("2006-01-02", "2023-13-01", "month out of range")]
    [InlineData("2006-01-02", "2023-01-01x", "extra text: \"x\"")]
    [InlineData("15:04", "25:00", "hour out of range")]
    [InlineData("2006", "", "cannot parse \"\" as \"2006\"")]
    public void Says_why_a_time_is_none(string layout, string text, string message)
    {
        TimeParser.TryParse(layout, text, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldContain(message);
    }

    [Theory]
    [InlineData("1.5h", "1h30m0s")]
    [InlineData("-90s250ms", "-1m30.25s")]
    [InlineData("3us", "3µs")]
    [InlineData("100ns", "100ns")]
    [InlineData("0", "0s")]
    [InlineData("-9223372036854775808ns", "-2562047h47m16.854775808s")]
    public void Reads_and_writes_durations(string text, string expected)
    {
        var duration = GoDuration.Parse(text, out var error);
        error.ShouldBeNull();
        GoDuration.Format(duration).ShouldBe(expected);
    }

    [Theory]
    [InlineData("1d", "unknown unit \"d\"")]
    [InlineData("1", "missing unit")]
    [InlineData("", "invalid duration")]
    [InlineData("9223372036854775808ns", "invalid duration")]
    public void Says_why_a_duration_is_none(string text, string message)
    {
        GoDuration.Parse(text, out var error);
        error.ShouldNotBeNull().ShouldContain(message);
    }

    [Theory]
    [InlineData("""{{ dateInZone "15:04 MST" 1700000000 "America/New_York" }}""", "17:13 EST")]
    [InlineData("""{{ dateInZone "15:04 -0700" 1690000000 "Europe/Berlin" }}""", "06:26 +0200")]
    [InlineData("""{{ dateInZone "MST" 0 "../../etc/passwd" }}|{{ dateInZone "MST" 0 "/etc/hosts" }}""", "UTC|UTC")]
    [InlineData("""{{ date "2006-01-02" -62167219200 }}""", "0000-01-01")]
    [InlineData("""{{ htmlDate 86400 }} {{ duration "95" }} {{ durationRound "2h10m" }} {{ durationRound "1m" }}""", "1970-01-02 1m35s 2h 60s")]
    [InlineData("""{{ toDate "2006-01-02" "2024-02-28" | dateModify "36h" | date "2006-01-02 15h" }}""", "2024-02-29 12h")]
    [InlineData("""{{ (toDate "2006-01-02" "2024-02-29").Weekday }} {{ (toDate "2006-01-02" "2024-02-29").YearDay }}""", "Thursday 60")]
    public void Works_with_zones_and_durations(string template, string expected) => Rendering.Render(template).ShouldBe(expected);
}
