using Shouldly;
using Xunit;

namespace Lynq.Templates.Tests.Functions;

public sealed class TextFunctionTests
{
    [Theory]
    [InlineData("""{{ camelcase "http_server-name" }}""", "HttpServerName")]
    [InlineData("""{{ camelcase "HTTPServer" }}""", "Httpserver")]
    [InlineData("""{{ camelcase "_" }}""", "__")]
    [InlineData("""{{ snakecase "HTTP20xOK" }}""", "http_20x_ok")]
    [InlineData("""{{ snakecase "Bld4Floor3rd" }}""", "bld4_floor_3rd")]
    [InlineData("""{{ kebabcase "世界HelloWorld" }}""", "世界-hello-world")]
    [InlineData("""{{ title "o'neil x.y" }}""", "O'Neil X.Y")]
    [InlineData("""{{ untitle "Élan Vital" }}""", "élan vital")]
    [InlineData("""{{ swapcase "one TWO tHree" }}""", "ONE two ThREE")]
    [InlineData("""{{ upper "ı ß" }} {{ lower "İΣ" }}""", "I ß iσ")]
    public void Changes_case_by_code_point_and_word(string template, string expected) =>
        Rendering.Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("""{{ trunc 3 "世界" }}|{{ trunc -3 "世界" }}|{{ trunc 9 "ab" }}""", "世|界|ab")]
    [InlineData("""{{ substr 1 3 "hello" }}|{{ substr -1 3 "hello" }}|{{ substr 2 -1 "hello" }}""", "el|hel|llo")]
    [InlineData("""{{ abbrev 8 "hello world" }}|{{ abbrevboth 50 10 "1234 5678 9123" }}""", "hello...|...78 9123")]
    [InlineData("""{{ wrap 5 "a bb ccc dddddd" }}""", "a bb\nccc\ndddddd")]
    [InlineData("""{{ wrapWith 3 "-" "abcdefg" }}""", "abc-def-g")]
    [InlineData("""{{ initials "First Try" }}|{{ nospace " a b\t" }}""", "FT|ab")]
    public void Cuts_and_wraps_by_bytes(string template, string expected) => Rendering.Render(template).ShouldBe(expected);

    [Fact]
    public void Cuts_63_bytes_between_characters() =>
        Rendering.Render("""{{ trunc63 (print (repeat 61 "a") "世界") }}""").ShouldBe(new string('a', 61));

    [Theory]
    [InlineData("""{{ replace "" "-" "ab" }}|{{ splitList "" "a世" }}|{{ trimAll "世" "世a世" }}""", "-a-b-|[a 世]|a")]
    [InlineData("""{{ quote "a\"b" nil 1 }}|{{ squote "it's" }}|{{ cat "a" nil 2 }}""", "\"a\\\"b\" \"1\"|'it's'|a 2")]
    [InlineData("""{{ indent 2 "a\nb" }}|{{ nindent 1 "x" }}""", "  a\n  b|\n x")]
    [InlineData("""{{ join "-" (list 1 nil 2.5 true) }}|{{ sortAlpha (list "b" "a" "B") }}""", "1-2.5-true|[B a b]")]
    [InlineData("""{{ (split "$" "a$b")._1 }}|{{ splitn "." 2 "a.b.c" }}""", "b|map[_0:a _1:b.c]")]
    public void Joins_splits_and_quotes(string template, string expected) => Rendering.Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("""{{ repeat -1 "x" }}""", "negative Repeat count")]
    [InlineData("""{{ substr 9 12 "hello" }}""", "slice bounds out of range")]
    [InlineData("""{{ repeat 9000000 "x" }}""", "limit")]
    [InlineData("""{{ indent 900000 "a\nb\nc" }}""", "limit")]
    public void Refuses_impossible_sizes(string template, string message) => Rendering.ShouldFail(template, message);
}
