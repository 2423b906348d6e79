using Shouldly;
using Xunit;

namespace Lynq.Templates.Tests.Functions;

public sealed class RegexFunctionTests
{
    [Theory]
    [InlineData("""{{ regexFind `\w+` "héllo" }}|{{ regexFind `\bllo` "héllo" }}""", "h|llo")]
    [InlineData("""{{ regexFindAll "." "é世😀" -1 }}|{{ regexFindAll "a*" "baac" -1 | toJson }}""", "[é 世 😀]|[\"\",\"aa\",\"\"]")]
    [InlineData("""{{ regexReplaceAll "a(x*)b" "-ab-axxb-" "$1W|${1}W" }}""", "-|W-|xxW-")]
    [InlineData("""{{ regexReplaceAll "(?P<k>[a-z]+)=(?P<v>\\d+)" "a=1" "${v}=${k}$$" }}""", "1=a$")]
    [InlineData("""{{ regexReplaceAll "x*" "abc" "-" }}|{{ regexReplaceAllLiteral "b" "abc" "$0" }}""", "-a-b-c-|a$0c")]
    [InlineData("""{{ regexSplit "z+" "pizza" -1 }}|{{ regexSplit "," "a,b,c" 2 }}""", "[pi a]|[a b,c]")]
    [InlineData("""{{ regexMatch "^a$" "a\n" }}{{ regexMatch "(?m)^b$" "a\nb" }}{{ regexMatch "(?i)STRASSE" "straſſe" }}""", "falsetruetrue")]
    [InlineData("""{{ regexFind `\p{Greek}+` "abcλόγος" }}|{{ regexFind "(?U)a+" "aaa" }}|{{ regexFind `[^\x00-\x7F]` "a界" }}""", "λόγος|a|界")]
    [InlineData("""{{ regexFind "a|ab" "ab" }}|{{ regexFind "a{,2}" "a{,2}" }}|{{ regexQuoteMeta "1.5-2*3" }}""", "a|a{,2}|1\\.5-2\\*3")]
    public void Follows_RE2(string template, string expected) => Rendering.Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("(", "missing closing )")]
    [InlineData("[", "missing closing ]")]
    [InlineData("a)", "unexpected )")]
    [InlineData("*", "missing argument to repetition operator")]
    [InlineData("a**", "invalid nested repetition operator")]
    [InlineData("a{1001}", "invalid repeat count")]
    [InlineData("(a{50}){50}", "invalid repeat count")]
    [InlineData("(?=a)", "invalid or unsupported Perl syntax")]
    [InlineData("(a)\\1", "invalid escape sequence")]
    [InlineData("[z-a]", "invalid character class range")]
    public void Rejects_what_RE2_rejects(string pattern, string message)
    {
        Rendering.ShouldFail($"{{{{ regexFind `{pattern}` \"a\" }}}}", message);
        Rendering.Render($"{{{{ regexMatch `{pattern}` \"a\" }}}}").ShouldBe("false");
    }

    [Fact]
    public void Takes_linear_time_on_patterns_that_make_others_explode()
    {
        var options = new TemplateOptions { Limits = TemplateLimits.Default with { RegexTimeout = TimeSpan.FromSeconds(30) } };
        Template.Parse("""{{ regexMatch "^(a+)+$" (print (repeat 50000 "a") "b") }}""")
            .Render(new Dictionary<string, object?>(StringComparer.Ordinal), options).Text.ShouldBe("false");
    }
}
