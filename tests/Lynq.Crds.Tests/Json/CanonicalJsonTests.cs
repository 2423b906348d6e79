using System.Text.Json;
using Lynq.Crds;
using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Json;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"a":1,"b":2}""")]
    [InlineData("""{ "b" : 2, "a" : [ 1.50, true, null ] }""", """{"a":[1.50,true,null],"b":2}""")]
    [InlineData("""{"b":{"d":1,"c":2},"a":{}}""", """{"a":{},"b":{"c":2,"d":1}}""")]
    [InlineData("""{"a":"<b> & \u003c"}""", """{"a":"\u003cb\u003e \u0026 \u003c"}""")]
    [InlineData("""{"a":"\u00e4\/\u0041\n"}""", """{"a":"ä/A\n"}""")]
    [InlineData("""{"a":"\u2028\u2029\u20ac"}""", """{"a":"\u2028\u2029€"}""")]
    [InlineData("""{"\u0062":1,"a":2}""", """{"a":2,"b":1}""")]
    [InlineData("""{"a<":1,"a":2}""", """{"a":2,"a\u003c":1}""")]
    [InlineData("""{"a":1,"b":2,"a":3}""", """{"a":1,"a":3,"b":2}""")]
    [InlineData("\"\\\"\\\\\\u0001\"", "\"\\\"\\\\\\u0001\"")]
    public void Writes_what_the_API_server_writes(string json, string expected)
    {
        using var document = JsonDocument.Parse(json);

        CanonicalJson.Write(document.RootElement).ShouldBe(expected);
    }

    [Fact]
    public void Sorts_keys_by_their_bytes_and_not_by_their_characters()
    {
        // In UTF-16 the surrogates of U+1F600 come before U+FF5E, in UTF-8 after it.
        using var document = JsonDocument.Parse("""{"😀":1,"～":2,"z":3}""");

        CanonicalJson.Write(document.RootElement).ShouldBe("""{"z":3,"～":2,"😀":1}""");
        CanonicalJson.Write(new Dictionary<string, string>(StringComparer.Ordinal) { ["😀"] = "1", ["～"] = "2", ["z"] = "<" })
            .ShouldBe("""{"z":"\u003c","～":"2","😀":"1"}""");
    }

    [Theory]
    [InlineData("", "a", -1)]
    [InlineData("a", "a", 0)]
    [InlineData("ab", "a", 1)]
    [InlineData("～", "😀", -1)]
    [InlineData("😀", "😁", -1)]
    [InlineData("é", "z", 1)]
    public void Compares_strings_as_their_bytes_compare(string left, string right, int sign)
    {
        Math.Sign(CanonicalJson.Utf8Order.Compare(left, right)).ShouldBe(sign);
        Math.Sign(CanonicalJson.Utf8Order.Compare(right, left)).ShouldBe(-sign);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(5000)]
    public void Writes_objects_of_any_size_in_order(int members)
    {
        var names = Enumerable.Range(0, members).Select(i => $"k{i:0000}").ToList();
        using var document = JsonDocument.Parse("{" + string.Join(',', names.AsEnumerable().Reverse().Select(name => $"\"{name}\":1")) + "}");

        CanonicalJson.Write(document.RootElement).ShouldBe("{" + string.Join(',', names.Select(name => $"\"{name}\":1")) + "}");
    }
}
