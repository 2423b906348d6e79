using Lynq.Templates.Functions.Numbers;
using Shouldly;
using Xunit;

namespace Lynq.Templates.Tests.Functions;

public sealed class NumberFunctionTests
{
    [Theory]
    [InlineData("0x10", 0, 16)]
    [InlineData("010", 0, 8)]
    [InlineData("0b11", 0, 3)]
    [InlineData("-1_000", 0, -1000)]
    [InlineData("010", 10, 10)]
    [InlineData("777", 8, 511)]
    public void Reads_integers_in_Go_syntax(string text, int numberBase, long expected)
    {
        GoIntegerSyntax.Parse(text, numberBase, out var number).ShouldBe(NumberStatus.Ok);
        number.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("08")]
    [InlineData("1__0")]
    [InlineData("0x")]
    [InlineData(" 1")]
    [InlineData("_1")]
    public void Rejects_what_is_no_integer(string text) =>
        GoIntegerSyntax.Parse(text, 0, out _).ShouldBe(NumberStatus.Syntax);

    [Fact]
    public void Saturates_integers_that_do_not_fit()
    {
        GoIntegerSyntax.Parse("-99999999999999999999", 10, out var number).ShouldBe(NumberStatus.Range);
        number.ShouldBe(long.MinValue);
    }

    [Theory]
    [InlineData("1e3", 1000)]
    [InlineData(".5", 0.5)]
    [InlineData("0x1p4", 16)]
    [InlineData("0x1.8p1", 3)]
    [InlineData("0x1p-1074", double.Epsilon)]
    [InlineData("-Inf", double.NegativeInfinity)]
    public void Reads_floats_in_Go_syntax(string text, double expected)
    {
        GoFloatSyntax.Parse(text, out var number).ShouldBe(NumberStatus.Ok);
        number.ShouldBe(expected);
    }

    [Theory]
    [InlineData("1e")]
    [InlineData("0x1")]
    [InlineData(".")]
    [InlineData("1,5")]
    public void Rejects_what_is_no_float(string text) => GoFloatSyntax.Parse(text, out _).ShouldBe(NumberStatus.Syntax);

    [Theory]
    [InlineData("""{{ addf 0.1 0.2 }} {{ subf 10 3.14 }} {{ mulf 0.1 3 }} {{ divf 2 3 }}""", "0.3 6.86 0.3 0.6666666666666667")]
    [InlineData("""{{ add "010" true nil }} {{ div -7 2 }} {{ mod -7 2 }} {{ mul 2 3 4 }}""", "9 -3 -1 24")]
    [InlineData("""{{ add 9223372036854775807 1 }}""", "-9223372036854775808")]
    [InlineData("""{{ round 123.5555 3 }} {{ round 1.45 1 0.6 }} {{ ceil -0.5 }} {{ floor -1.1 }}""", "123.556 1.4 -0 -2")]
    [InlineData("""{{ max 1 "10" 3 }} {{ min 4 2.9 }} {{ maxf 1.5 "2.5" }} {{ minf 3 0.1 }}""", "10 2 2.5 0.1")]
    [InlineData("""{{ until 3 }} {{ until -2 }} {{ untilStep 5 0 -2 }} {{ seq 5 2 }} {{ seq 0 2 6 }}""", "[0 1 2] [0 -1] [5 3 1] 5 4 3 2 0 2 4 6")]
    [InlineData("""{{ toDecimal "0777" }} {{ atoi "42x" }} {{ int64 "1.0" }} {{ int64 "1.9" }} {{ float64 "1e2" }}""", "511 0 1 0 100")]
    public void Computes_as_Sprig_does(string template, string expected) => Rendering.Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("""{{ int "3.99" }}""", 3L)]
    [InlineData("""{{ int "010" }}""", 10L)]
    [InlineData("""{{ int "nope" }}""", 0L)]
    [InlineData("""{{ float "1.5" }}""", 1.5)]
    [InlineData("""{{ bool "Yes" }}""", true)]
    [InlineData("""{{ bool " true" }}""", false)]
    public void Gives_typed_values(string template, object expected)
    {
        var result = Template.Parse(template).Render(new Dictionary<string, object?>(StringComparer.Ordinal));
        result.Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{{ div 1 "x" }}""", "divide by zero")]
    [InlineData("""{{ divf 1 0 }}""", "decimal division by 0")]
    [InlineData("""{{ until 100000000 }}""", "limit")]
    [InlineData("""{{ seq 1 100000000 }}""", "limit")]
    public void Fails_where_Go_does_or_limits_say(string template, string message) => Rendering.ShouldFail(template, message);
}
