using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.IgnoreFields;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.IgnoreFields;

/// <summary>Contract §10.6.</summary>
public sealed class IgnoredPathsTests
{
    private const string Live = """
        {"metadata":{"managedFields":[{"manager":"autoscaler","operation":"Update","fieldsV1":{"f:spec":{"f:replicas":{},"f:list":{"k:{\"name\":\"b\"}":{"f:v":{}}}}}}]},
         "spec":{"replicas":5,"mine":7,"list":[{"name":"b","v":20},{"name":"a","v":10}]}}
        """;

    [Theory]
    [InlineData("$.spec.replicas", """{"spec":{"mine":1,"list":[{"name":"a","v":1},{"name":"b","v":2}]}}""")]
    [InlineData("$.spec.mine", """{"spec":{"replicas":3,"mine":7,"list":[{"name":"a","v":1},{"name":"b","v":2}]}}""")]
    [InlineData("$.spec.list[*].v", """{"spec":{"replicas":3,"mine":1,"list":[{"name":"a","v":10},{"name":"b"}]}}""")]
    [InlineData("$.spec.list[0].v", """{"spec":{"replicas":3,"mine":1,"list":[{"name":"a","v":10},{"name":"b","v":2}]}}""")]
    [InlineData("$.spec.list[-1].v", """{"spec":{"replicas":3,"mine":1,"list":[{"name":"a","v":1},{"name":"b"}]}}""")]
    [InlineData("$.spec.list[?(@.name == 'a')].v", """{"spec":{"replicas":3,"mine":1,"list":[{"name":"a","v":10},{"name":"b","v":2}]}}""")]
    [InlineData("$..v", """{"spec":{"replicas":3,"mine":1,"list":[{"name":"a","v":10},{"name":"b"}]}}""")]
    [InlineData("$.spec.absent", Desired)]
    [InlineData("$.spec.list[9].v", Desired)]
    [InlineData("$.spec.replicas.deeper", Desired)]
    [InlineData("$['spec']['mine']", """{"spec":{"replicas":3,"mine":7,"list":[{"name":"a","v":1},{"name":"b","v":2}]}}""")]
    public void Fields_of_others_are_left_out_and_our_own_keep_their_live_value(string path, string expected) =>
        IgnoredPaths.Adjust(Parse(Desired), JsonElement.Parse(Live), [path]).ToJsonString().ShouldBe(expected);

    [Fact]
    public void A_full_update_gets_each_live_value_at_its_own_place() =>
        IgnoredPaths.CopyLive(Parse(Desired), JsonElement.Parse(Live), ["$.spec.list[*].v"]).ToJsonString()
            .ShouldBe("""{"spec":{"replicas":3,"mine":1,"list":[{"name":"a","v":10},{"name":"b","v":20}]}}""");

    [Theory]
    [InlineData("$.spec.list[0:1]", 1)]
    [InlineData("$.spec.list[1:]", 1)]
    [InlineData("$.spec.list[:]", 0)]
    [InlineData("$.spec.list[?(@.v >= 2)]", 1)]
    [InlineData("$.spec.list[?(@.missing)]", 2)]
    [InlineData("not a path", 2)]
    public void What_is_ignored_is_not_part_of_what_is_declared(string path, int items)
    {
        var desired = Parse(Desired);
        IgnoredPaths.Without(desired, [path])["spec"]!["list"]!.AsArray().Count.ShouldBe(items);
        desired["spec"]!["list"]!.AsArray().Count.ShouldBe(2);
    }

    private const string Desired = """{"spec":{"replicas":3,"mine":1,"list":[{"name":"a","v":1},{"name":"b","v":2}]}}""";

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
