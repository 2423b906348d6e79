using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Lynq.Templates.Tests.Vectors;

public sealed class VectorTests
{
    public static TheoryData<string> Names => [.. TemplateVector.All.Keys.Where(n => !OverruledVector.All.ContainsKey(n))];

    public static TheoryData<string> OverruledNames => [.. OverruledVector.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Renders_as_the_original(string name)
    {
        var vector = TemplateVector.All[name];
        if (vector.Error is not null)
        {
            ShouldFail(vector, vector.Phase!, vector.Error);
            return;
        }

        var result = Template.Parse(vector.Template).Render(vector.Variables());
        if (vector.ExpectBase64 is not null)
        {
            Convert.ToBase64String(result.ToUtf8()).ShouldBe(vector.ExpectBase64);
        }
        else if (vector.ExpectPattern is not null)
        {
            Regex.IsMatch(result.Text, vector.ExpectPattern, RegexOptions.None, TimeSpan.FromSeconds(10)).ShouldBeTrue(result.Text);
        }
        else
        {
            result.Text.ShouldBe(vector.ExpectWithoutMarkers);
            ShouldBeTyped(result, vector.WholeValue);
        }
    }

    [Theory]
    [MemberData(nameof(OverruledNames))]
    public void Renders_better_than_the_original(string name)
    {
        var vector = TemplateVector.All[name];
        var better = OverruledVector.All[name];
        if (better.Error is null)
        {
            Template.Parse(vector.Template).Render(vector.Variables()).Text.ShouldBe(better.Expect);
        }
        else
        {
            ShouldFail(vector, better.Rule == "refused-function" ? "parse" : "exec", better.Error);
        }
    }

    [Theory]
    [MemberData(nameof(OverruledNames))]
    public void Overrules_the_original_only_by_the_four_rules(string name)
    {
        var vector = TemplateVector.All[name];
        var applies = OverruledVector.All[name].Rule switch
        {
            "refused-function" => vector.UsesAnyOf("env", "expandenv", "getHostByName"),
            "typed-value" => vector.UsesAnyOf("int", "float", "bool"),
            "missing-variable" => vector.Error == "map has no entry for key"
                && vector.UsesAnyOf("default", "coalesce", "empty", "ternary", "hasKey", "if", "with"),
            "character-cut" => vector.UsesAnyOf("trunc63") && vector.ExpectBase64 is not null,
            _ => false,
        };
        applies.ShouldBeTrue();
    }

    private static void ShouldFail(TemplateVector vector, string phase, string error)
    {
        // The original's class is a part of its message; a colon of Go's function errors follows the name.
        var words = error.Replace("error calling NAME", "error calling ", StringComparison.Ordinal);
        var message = phase == "parse"
            ? Should.Throw<TemplateSyntaxException>(() => Template.Parse(vector.Template)).Message
            : Should.Throw<TemplateException>(() => Template.Parse(vector.Template).Render(vector.Variables())).Message;
        message.ShouldContain(words, Case.Sensitive);
    }

    private static void ShouldBeTyped(TemplateResult result, TypedValue? expected)
    {
        object? value = expected?.Kind switch
        {
            null => null,
            "int" => expected.Value.GetInt64(),
            "bool" => expected.Value.GetBoolean(),
            _ when expected.Value.ValueKind == System.Text.Json.JsonValueKind.Number => expected.Value.GetDouble(),
            _ => expected.Value.GetString() switch
            {
                "NaN" => double.NaN,
                "-Inf" => double.NegativeInfinity,
                _ => double.PositiveInfinity,
            },
        };
        result.Value.ShouldBe(value);
    }
}
