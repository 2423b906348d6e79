using Lynq.Crds.JsonPaths;
using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.JsonPaths;

public sealed class JsonPathTests
{
    [Theory]
    [InlineData("$.spec.replicas", ".spec .replicas")]
    [InlineData("$['spec'][\"replicas\"]", ".spec .replicas")]
    [InlineData("$.data['app.properties']", ".data .app.properties")]
    [InlineData("$.metadata.annotations['x.io/y']", ".metadata .annotations .x.io/y")]
    [InlineData(@"$['it\'s']", ".it's")]
    [InlineData("$.data.some-key_1", ".data .some-key_1")]
    [InlineData("$.a[0].b", ".a [0] .b")]
    [InlineData("$.a[-1]", ".a [-1]")]
    [InlineData("$.a[*].image", ".a * .image")]
    [InlineData("$.a.*", ".a *")]
    [InlineData("$.a[1:3]", ".a [1:3:1]")]
    [InlineData("$.a[:2]", ".a [:2:1]")]
    [InlineData("$.a[-2:]", ".a [-2::1]")]
    [InlineData("$.a[::-1]", ".a [::-1]")]
    [InlineData("$..image", "..image")]
    [InlineData("$..*", "..*")]
    [InlineData("$..['a/b']", "..a/b")]
    [InlineData("$.a..b[0]", ".a ..b [0]")]
    [InlineData("$.a[?(@.name == 'x')].image", ".a ?(.name==\"x\") .image")]
    [InlineData("$.a[?(@.name=='x')]", ".a ?(.name==\"x\")")]
    [InlineData("$.a[?(@.port >= 80 && @.port < 90)]", ".a ?(.port>=80&.port<90)")]
    [InlineData("$.a[?(@.x || @['y.z'][0] != null)]", ".a ?(.x|.y.z[0]!=null)")]
    [InlineData("$.a[?(@ == true)]", ".a ?(==true)")]
    public void It_reads_the_documented_grammar(string text, string expected)
    {
        JsonPath.TryParse(text, out var path, out var error).ShouldBeTrue(error);
        string.Join(' ', path!.Segments.Select(Show)).ShouldBe(expected);
        path.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("", "expected '$', the root at position 1")]
    [InlineData("spec.replicas", "expected '$', the root at position 1")]
    [InlineData("$", "the path names the whole object: expected a member at position 2")]
    [InlineData("$spec", "expected '.' or '[' at position 2")]
    [InlineData("$[invalid", "expected a quoted name, a number, '*', a slice or a filter at position 3")]
    [InlineData("$.a[", "expected a quoted name, a number, '*', a slice or a filter at position 5")]
    [InlineData("$.a[]", "expected a quoted name, a number, '*', a slice or a filter at position 5")]
    [InlineData("$.a[0", "expected ']' at position 6")]
    [InlineData("$.a['x]", "the string has no closing quote at position 8")]
    [InlineData("$.a['x'", "expected ']' at position 8")]
    [InlineData("$.a.", "expected a name at position 5")]
    [InlineData("$...a", "expected a name at position 4")]
    [InlineData("$.a b", "expected '.' or '[' at position 4")]
    [InlineData("$.a[99999999999]", "expected a whole number at position 16")]
    [InlineData("$.a[0:1:0]", "the step of a slice cannot be 0 at position 10")]
    [InlineData("$.a[?@.x]", "expected '(' after '?' at position 6")]
    [InlineData("$.a[?(x == 1)]", "expected '@', the tested value at position 7")]
    [InlineData("$.a[?(@.x == )]", "expected a string, a number, true, false or null at position 14")]
    [InlineData("$.a[?(@.x == y)]", "expected a string, a number, true, false or null at position 15")]
    [InlineData("$.a[?(@.x == 1]", "expected a string, a number, true, false or null at position 16")]
    public void It_says_what_is_wrong_and_where(string text, string expected)
    {
        JsonPath.TryParse(text, out var path, out var error).ShouldBeFalse();
        path.ShouldBeNull();
        error.ShouldBe(expected);
    }

    private static string Show(JsonPathSegment segment) => (segment.Descends ? "." : "") + segment switch
    {
        MemberSegment m => $".{m.Name}",
        WildcardSegment => segment.Descends ? ".*" : "*",
        IndexSegment i => $"[{i.Index}]",
        SliceSegment s => $"[{s.Start}:{s.End}:{s.Step}]",
        FilterSegment f => $"?({string.Join('|', f.Alternatives.Select(a => string.Join('&', a.Select(Show))))})",
        _ => throw new InvalidOperationException(segment.ToString()),
    };

    private static string Show(FilterTest test) => string.Concat(test.Path.Select(Show)) + test.Comparison switch
    {
        FilterComparison.Exists => "",
        FilterComparison.Equal => "==" + test.Literal.GetRawText(),
        FilterComparison.NotEqual => "!=" + test.Literal.GetRawText(),
        FilterComparison.Less => "<" + test.Literal.GetRawText(),
        FilterComparison.LessOrEqual => "<=" + test.Literal.GetRawText(),
        FilterComparison.Greater => ">" + test.Literal.GetRawText(),
        _ => ">=" + test.Literal.GetRawText(),
    };
}
