using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Drift;
using Lynq.Actors.Node.Ownership;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Drift;

public sealed class FieldCoverageTests
{
    private const string Desired = """
        {"apiVersion":"v1","kind":"X","metadata":{"name":"x","namespace":"t","labels":{"a":"1"}},"spec":{"replicas":1,"list":[{"name":"a","v":1},{"name":"b","v":2}],"ports":[{"port":80}],"args":["x"],"empty":{}}}
        """;

    private const string Full = """
        "f:metadata":{"f:labels":{"f:a":{}}},"f:spec":{"f:replicas":{},"f:list":{"k:{\"name\":\"a\"}":{".":{},"f:name":{},"f:v":{}},"k:{\"name\":\"b\"}":{".":{},"f:name":{},"f:v":{}}},
         "f:ports":{"k:{\"port\":80,\"protocol\":\"TCP\"}":{".":{},"f:port":{}}},"f:args":{},"f:empty":{}}
        """;

    [Theory]
    [InlineData("", "", true)]
    [InlineData("\"f:replicas\":{},", "", false)]
    [InlineData("\"f:a\":{}", "\".\":{}", false)]
    [InlineData("\"k:{\\\"name\\\":\\\"b\\\"}\":{\".\":{},\"f:name\":{},\"f:v\":{}}", "\"k:{\\\"name\\\":\\\"b\\\"}\":{\".\":{},\"f:name\":{}}", false)]
    [InlineData("\"k:{\\\"name\\\":\\\"b\\\"}\"", "\"k:{\\\"name\\\":\\\"c\\\"}\"", false)]
    [InlineData("\"f:args\":{},", "", false)]
    public void Every_declared_field_must_still_be_ours(string cut, string put, bool complete)
    {
        var fields = cut.Length == 0 ? Full : Full.Replace(cut, put, StringComparison.Ordinal);
        (cut.Length == 0 || fields != Full).ShouldBeTrue();
        Check("lynq-operator", fields).ShouldBe(complete);
    }

    [Fact]
    public void What_others_own_does_not_count() => Check("kubectl", Full).ShouldBeFalse();

    private static bool Check(string manager, string fields) => FieldCoverage.IsComplete(
        LiveMetadata.Of(JsonElement.Parse($$$"""{"metadata":{"managedFields":[{"manager":"{{{manager}}}","operation":"Apply","fieldsV1":{ {{{fields}}} } }]} }""")),
        JsonNode.Parse(Desired)!.AsObject());
}
