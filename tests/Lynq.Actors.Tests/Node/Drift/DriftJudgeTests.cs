using Lynq.Actors.Node.Drift;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Drift;

public sealed class DriftJudgeTests
{
    private static readonly KnownObject Known = new("u1", "100", 7);

    [Theory]
    [InlineData("u1", "100", 7, false, false, nameof(DriftVerdict.Untouched))]
    [InlineData("u1", "101", 7, false, false, nameof(DriftVerdict.Untouched))]
    [InlineData("u1", "101", 8, false, false, nameof(DriftVerdict.Drifted))]
    [InlineData("u1", "101", 0, false, false, nameof(DriftVerdict.Drifted))]
    [InlineData("u1", "99", 3, false, false, nameof(DriftVerdict.Stale))]
    [InlineData("u1", "101", 7, false, true, nameof(DriftVerdict.Going))]
    [InlineData("u1", "101", 7, true, true, nameof(DriftVerdict.Gone))]
    [InlineData("u0", "90", 7, true, false, nameof(DriftVerdict.Stale))]
    [InlineData("u2", "120", 7, false, false, nameof(DriftVerdict.Replaced))]
    [InlineData("u2", "90", 7, false, false, nameof(DriftVerdict.Stale))]
    [InlineData("u1", "not-a-number", 7, false, false, nameof(DriftVerdict.Untouched))]
    public void An_observation_means(string uid, string version, int digest, bool deleted, bool deleting, string expected) =>
        DriftJudge.Judge(Known, new SeenObject(uid, version, (UInt128)digest, deleted, deleting)).ToString().ShouldBe(expected);

    [Fact]
    public void What_was_never_seen_is_looked_at_closer() =>
        DriftJudge.Judge(new KnownObject("", "", 0), new SeenObject("u1", "1", 7, false, false)).ShouldBe(DriftVerdict.Unknown);

    [Fact]
    public void A_fight_waits_twice_as_long_each_time_and_ends_after_quiet()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var breaker = default(DriftBreaker);
        for (var i = 0; i < DriftBreaker.Patience; i++) breaker = breaker.Repaired(now);
        breaker.IsTripped.ShouldBeFalse();
        var waits = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            breaker = breaker.Repaired(now);
            waits.Add((breaker.NextRepairAt - now).TotalSeconds);
            now = breaker.NextRepairAt;
        }

        waits.ShouldBe([30, 60, 120, 240]);
        breaker.Repaired(now.AddHours(2)).Repairs.ShouldBe(1);
    }
}
