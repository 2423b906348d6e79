using System.Text.Json;
using Lynq.Actors.Node.Content;
using Lynq.Crds;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Content;

public sealed class ContentHashTests
{
    private const string Node = """{"uid":"u","templateRef":"f","configMaps":[{"id":"a","nameTemplate":"n","labelsTemplate":{"x":"1","y":"2"},"dependIds":["p","q"],"spec":{"kind":"ConfigMap","data":{"k":"ä","l":1.50}}}]}""";

    [Theory]
    [InlineData("""{"uid":"u","templateRef":"f","configMaps":[{"id":"a","nameTemplate":"n","labelsTemplate":{"y":"2","x":"1"},"dependIds":["p","q"],"spec":{"data":{"l":1.50,"k":"\u00e4"},"kind":"ConfigMap"}}]}""")]
    [InlineData("""{"uid":"u","templateRef":"f","configMaps":[{"id":"a","nameTemplate":"n","labelsTemplate":{"x":"1","y":"2"},"annotationsTemplate":{},"ignoreFields":[],"creationPolicy":"WhenNeeded","dependIds":["p","q"],"spec":{"kind":"ConfigMap","data":{"k":"ä","l":1.50}}}]}""")]
    public void What_the_server_gives_back_in_another_order_or_with_defaults_is_equal(string other) => Hash(other).ShouldBe(Hash(Node));

    [Theory]
    [InlineData("\"u\"", "\"v\"")]
    [InlineData("\"f\"", "\"g\"")]
    [InlineData("configMaps", "secrets")]
    [InlineData("\"id\":\"a\"", "\"id\":\"b\"")]
    [InlineData("\"n\"", "\"m\"")]
    [InlineData("\"x\":\"1\"", "\"x\":\"2\"")]
    [InlineData("labelsTemplate", "annotationsTemplate")]
    [InlineData("dependIds", "ignoreFields")]
    [InlineData("[\"p\",\"q\"]", "[\"pq\"]")]
    [InlineData("\"dependIds\"", "\"creationPolicy\":\"Once\",\"dependIds\"")]
    [InlineData("\"dependIds\"", "\"targetNamespace\":\"t\",\"dependIds\"")]
    [InlineData("\"dependIds\"", "\"readyWhen\":[{\"path\":\"a\"}],\"dependIds\"")]
    [InlineData("1.50", "1.5")]
    public void Each_difference_makes_another(string part, string changed)
    {
        Node.ShouldContain(part);
        Hash(Node.Replace(part, changed, StringComparison.Ordinal)).ShouldNotBe(Hash(Node));
    }

    [Fact]
    public void An_error_makes_another()
    {
        var spec = Spec(Node);

        ContentHash.Of(spec, new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "why" }).ShouldNotBe(Hash(Node));
    }

    private static UInt128 Hash(string json) => ContentHash.Of(Spec(json), new Dictionary<string, string>(StringComparer.Ordinal));

    private static LynqNodeSpec Spec(string json) => JsonSerializer.Deserialize(json, CrdJson.Default.LynqNodeSpec)!;
}
