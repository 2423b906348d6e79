using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Actors.Node.Content;
using Lynq.Crds;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Content;

public sealed class PackedRowTests
{
    [Theory]
    [InlineData("acme", "1", "", "", "")]
    [InlineData("acme", "true", "https://acme.example.com", "plan", "pro")]
    [InlineData("ümläut", "ja", "host", "größe", "äöü 🐧 \0 \n end")]
    public void A_row_comes_back_as_it_was(string uid, string activate, string hostOrUrl, string name, string value)
    {
        var row = Row(uid) with { Activate = activate, HostOrUrl = hostOrUrl, Extras = new Dictionary<string, string> { [name] = value, ["long"] = new string('x', 70_000) } };
        var back = PackedRow.Of(row).Unpack().ShouldNotBeNull();
        (back.Uid, back.Activate, back.HostOrUrl).ShouldBe((uid, activate, hostOrUrl));
        back.Extras.ShouldBe(row.Extras, ignoreOrder: true);
        RowHash.Of(back.Activate, back.HostOrUrl, back.Extras).ShouldBe(RowHash.Of(row.Activate, row.HostOrUrl, row.Extras));
    }

    [Fact]
    public void No_row_is_no_row()
    {
        PackedRow.Of(null).Unpack().ShouldBeNull();
        default(PackedRow).Unpack().ShouldBeNull();
        PackedRow.Of(null).SharedWith(PackedRow.Of(Row("acme"))).Unpack().ShouldBeNull();
        PackedRow.Of(Row("acme")).SharedWith(default).Unpack().ShouldNotBeNull();
    }

    [Fact]
    public void The_row_that_is_desired_and_the_one_that_was_written_are_told_apart()
    {
        var state = new NodeState(new NodeKey("tenants", "acme-web"));
        state.PackRow(Row("acme"));
        state.PackWrittenRow(Row("acme"));
        state.PackRow(Row("acme") with { Activate = "yes" });
        (state.UnpackRow()!.Activate, state.UnpackWrittenRow()!.Activate).ShouldBe(("yes", "1"));
        state.PackWrittenRow(state.UnpackRow());
        state.PackRow(null);
        (state.UnpackRow(), state.UnpackWrittenRow()!.Activate).ShouldBe((null, "yes"));
    }

    private static NodeRow Row(string uid) => new() { Uid = uid, Activate = "1", Extras = new Dictionary<string, string> { ["plan"] = "pro" } };
}
