using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Applying;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Applying;

public sealed class ClashingItemsTests
{
    [Theory]
    [InlineData("Duplicate", "spec.ports[1].name", """[{"name":"http","port":80}]""", """[{"name":"http","port":8099,"protocol":"TCP"}]""", """replace /spec/ports/0 {"name":"http","port":80}""")]
    [InlineData("Required", "spec.ports[0].name", """[{"port":80}]""", """[{"port":8099,"protocol":"TCP"}]""", """replace /spec/ports/0 {"port":80}""")]
    [InlineData("Duplicate", "spec.ports[2].name", """[{"name":"a","port":1},{"name":"b","port":2}]""", """[{"name":"a","port":1},{"name":"other","port":7},{"name":"b","port":9}]""", """replace /spec/ports/2 {"name":"b","port":2}""")]
    [InlineData("Duplicate", "spec.ports[2].name", """[{"name":"a","port":1}]""", """[{"name":"a","port":7},{"name":"x","port":8},{"name":"a","port":9}]""", """remove /spec/ports/2; replace /spec/ports/0 {"name":"a","port":1}""")]
    public void Puts_what_is_declared_in_the_place_of_what_clashes(string reason, string field, string declared, string live, string operations) =>
        Patch(Service(declared), Service(live), reason, field).ShouldBe("test /metadata/resourceVersion \"7\"; " + operations);

    [Theory]
    [InlineData("Duplicate", "spec.ports[1].name", """[{"name":"http","port":80}]""", """[{"name":"http","port":80,"protocol":"TCP"},{"name":"x","port":9}]""", "nothing clashes")]
    [InlineData("Required", "spec.ports[0].name", """[{"port":80}]""", """[{"port":80,"protocol":"TCP"},{"name":"theirs","port":9}]""", "the other one has a name")]
    [InlineData("Invalid", "spec.ports[0].name", """[{"name":"http","port":80}]""", """[{"name":"http","port":8099}]""", "another reason")]
    [InlineData("Duplicate", "spec.ports", """[{"name":"http","port":80}]""", """[{"name":"http","port":8099}]""", "no item is named")]
    [InlineData("Required", "spec.type", """[{"name":"http","port":80}]""", """[{"name":"http","port":8099}]""", "no list is named")]
    [InlineData("Duplicate", "spec.gone[0].name", """[{"name":"http","port":80}]""", """[{"name":"http","port":8099}]""", "there is no such list")]
    public void Changes_nothing_where_the_refusal_has_another_cause(string reason, string field, string declared, string live, string why) =>
        Patch(Service(declared), Service(live), reason, field).ShouldBeNull(why);

    [Fact]
    public void Finds_lists_in_items_of_lists_by_their_names()
    {
        var declared = Pod("""[{"name":"app","ports":[{"name":"http","containerPort":80}]}]""");
        var live = Pod("""[{"name":"sidecar","ports":[{"name":"http","containerPort":1}]},{"name":"app","ports":[{"name":"http","containerPort":99}]}]""");
        Patch(declared, live, "Duplicate", "spec.containers[0].ports[1].name")
            .ShouldBe("""test /metadata/resourceVersion "7"; replace /spec/containers/1/ports/0 {"name":"http","containerPort":80}""");
    }

    private static string? Patch(string declared, string live, string reason, string field)
    {
        StatusCause[] causes = [new StatusCause { Reason = "FieldValue" + reason, Field = field }];
        var patch = ClashingItems.Patch(JsonNode.Parse(declared)!.AsObject(), JsonElement.Parse(live), causes);
        if (patch is not null) ClashingItems.MayExplain(causes).ShouldBeTrue();
        return patch is null ? null : string.Join("; ", patch.Select(o => $"{o!["op"]} {o["path"]} {o["value"]?.ToJsonString()}".TrimEnd()));
    }

    private static string Service(string ports) => $$"""{"metadata":{"resourceVersion":"7"},"spec":{"type":"ClusterIP","ports":{{ports}} } }""";

    private static string Pod(string containers) => $$"""{"metadata":{"resourceVersion":"7"},"spec":{"containers":{{containers}} } }""";
}
