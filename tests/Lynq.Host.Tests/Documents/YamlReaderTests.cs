using System.Text.Json.Nodes;
using Lynq.Host.Documents;

namespace Lynq.Host.Tests.Documents;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: 1.50", """{"a":1.5}""")]
    [InlineData("a: 0644", """{"a":420}""")]
    [InlineData("a: 0x1F", """{"a":31}""")]
    [InlineData("a: 1e3", """{"a":1000}""")]
    [InlineData("a: 12345678901234567890123", """{"a":1.2345678901234568E+22}""")]
    [InlineData("a: yes", """{"a":true}""")]
    [InlineData("a: Off", """{"a":false}""")]
    [InlineData("a: y", """{"a":"y"}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("a: 1.2.3", """{"a":"1.2.3"}""")]
    [InlineData("a: 2026-01-01", """{"a":"2026-01-01"}""")]
    [InlineData("a: !!str 5", """{"a":"5"}""")]
    [InlineData("a: |\n  x\n  y\n", """{"a":"x\ny\n"}""")]
    [InlineData("b: &x {k: 1}\na: *x", """{"b":{"k":1},"a":{"k":1}}""")]
    [InlineData("b: &x {k: 1, l: 1}\na: {<<: *x, l: 2}", """{"b":{"k":1,"l":1},"a":{"k":1,"l":2}}""")]
    [InlineData("""{"a": [1, "x", null]}""", """{"a":[1,"x",null]}""")]
    public void Reads_scalars_as_kubectl_does(string yaml, string json) =>
        JsonNode.DeepEquals(Read(yaml).ShouldHaveSingleItem(), JsonNode.Parse(json)).ShouldBeTrue(Read(yaml)[0]!.ToJsonString());

    [Fact]
    public void Reads_every_document() => Read("a: 1\n---\n---\nb: 2\n").Select(d => d?.ToJsonString()).ShouldBe(["""{"a":1}""", null, """{"b":2}"""]);

    [Theory]
    [InlineData("a: [", "file.yaml:")]
    [InlineData("a: 1\na: 2", "file.yaml:2:")]
    [InlineData("? [x]\n: 1", "a key must be a text")]
    public void Says_where_text_is_no_yaml(string yaml, string message) => Should.Throw<UserException>(() => Read(yaml)).Message.ShouldContain(message);

    [Fact]
    public void Refuses_a_document_that_unfolds_without_end()
    {
        var lines = Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]");
        Should.Throw<UserException>(() => Read($"a0: &a0 x\n{string.Join('\n', lines)}")).Message.ShouldContain("unfolds to more than");
    }

    private static IReadOnlyList<JsonNode?> Read(string yaml)
    {
        using var text = new StringReader(yaml);
        return YamlReader.Read(text, "file.yaml");
    }
}
