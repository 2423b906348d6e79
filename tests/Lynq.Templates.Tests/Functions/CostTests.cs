using Shouldly;
using Xunit;

namespace Lynq.Templates.Tests.Functions;

/// <summary>What hostile rows may cost, and that ordinary large values stay below it.</summary>
public sealed class CostTests
{
    [Theory]
    [InlineData("""{{ regexMatch "^.{1,99}x$" .v }}""")]
    [InlineData("""{{ regexFindAll "." .v -1 | len }}""")]
    [InlineData("""{{ regexReplaceAll "(.)" .v "$1$1" | trunc 9 }}""")]
    [InlineData("""{{ .v | snakecase | trunc 9 }}""")]
    public void Costly_functions_refuse_a_huge_value(string text) =>
        Should.Throw<TemplateException>(() => Render(text, new string('a', 1 << 20))).Reason.ShouldContain("limit");

    [Theory]
    [InlineData("""{{ regexMatch "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" .v }}""", "false")]
    [InlineData("""{{ regexMatch "^.{1,99}x$" .v }}""", "false")]
    [InlineData("""{{ regexFindAll "." .v -1 | len }}""", "40000")]
    [InlineData("""{{ regexReplaceAll "[a-z]" .v "-" | trunc 3 }}""", "---")]
    [InlineData("""{{ .v | snakecase | trunc 3 }}""", "aaa")]
    [InlineData("""{{ .v | quote | len }}""", "40002")]
    public void Values_of_tens_of_kilobytes_work(string text, string expected) =>
        Render(text, new string('a', 40_000)).ShouldBe(expected);

    [Fact]
    public void An_error_quotes_no_more_of_a_value_than_a_reader_can_use() =>
        Should.Throw<TemplateException>(() => Render("{{ urlParse .v }}", "\u0001" + new string('x', 1 << 20)))
            .Message.Length.ShouldBeLessThan(10_000);

    private static string Render(string text, string value) =>
        Template.Parse(text).Render(new Dictionary<string, object?>(StringComparer.Ordinal) { ["v"] = value }).Text;
}
