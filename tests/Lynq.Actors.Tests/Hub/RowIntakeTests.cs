using Lynq.Actors.Hub;
using Shouldly;
using Xunit;
using static Lynq.Actors.Tests.Hub.HubWorld;

namespace Lynq.Actors.Tests.Hub;

public sealed class RowIntakeTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("yes", 1)]
    [InlineData("0", 0)]
    [InlineData("active", 0)]
    [InlineData("", 0)]
    public void Takes_active_rows_only(string activate, int taken)
    {
        var rows = Rows(HubState.Empty, Row("a", activate: activate));

        rows.Hashes.Count.ShouldBe(taken);
        rows.ReadCount.ShouldBe(1);
        rows.RejectedCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("Acme")]
    [InlineData("acct_1234abc")]
    [InlineData("a@b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a..b")]
    [InlineData("{{ .uid }}")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void Rejects_uids_that_cannot_be_names_and_goes_on_with_the_rest(string uid)
    {
        var rows = Rows(HubState.Empty, Row("first"), Row(uid), Row("last"));

        rows.Hashes.Keys.ShouldBe(["first", "last"], ignoreOrder: true);
        rows.Rejected.Keys.ShouldContain(uid);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("acme.example.com")]
    [InlineData("0-9")]
    [InlineData("012345678901234567890123456789012345678901234567890123456789012")]
    public void Accepts_uids_that_are_names(string uid) => Rows(HubState.Empty, Row(uid)).Hashes.Keys.ShouldContain(uid);

    [Fact]
    public void A_duplicate_has_the_same_winner_whatever_the_order()
    {
        var there = Rows(HubState.Empty, Row("a", "x"), Row("a", "y"));
        var back = Rows(HubState.Empty, Row("a", "y"), Row("a", "x"));

        there.Hashes["a"].ShouldBe(back.Hashes["a"]);
        there.RejectedCount.ShouldBe(1);
    }

    [Theory]
    [InlineData("x", "y")]
    [InlineData("y", "x")]
    public void The_row_in_force_beats_a_duplicate(string inForce, string rival)
    {
        var state = HubState.Empty with { Rows = new Dictionary<string, UInt128> { ["a"] = HashOf(inForce) } };

        Rows(state, Row("a", rival), Row("a", inForce)).Hashes["a"].ShouldBe(HashOf(inForce));
        Rows(state, Row("a", inForce), Row("a", rival)).Hashes["a"].ShouldBe(HashOf(inForce));
    }

    [Fact]
    public void The_hash_of_a_row_distinguishes_names_from_values() =>
        RowHash.Of("1", "", new Dictionary<string, string> { ["a"] = "bc" })
            .ShouldNotBe(RowHash.Of("1", "", new Dictionary<string, string> { ["ab"] = "c" }));
}
