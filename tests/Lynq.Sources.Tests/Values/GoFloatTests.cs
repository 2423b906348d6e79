using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.Values;

public sealed class GoFloatTests
{
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(1.0, "1")]
    [InlineData(100.0, "100")]
    [InlineData(999999.0, "999999")]
    [InlineData(999999.5, "999999.5")]
    [InlineData(1000000.0, "1e+06")]
    [InlineData(1234567.8, "1.2345678e+06")]
    [InlineData(1e15, "1e+15")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e100, "1e+100")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00012345, "0.00012345")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(-2.5e-7, "-2.5e-07")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void Prints_as_go_does(double value, string expected) => GoFloat.Format(value).ShouldBe(expected);

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(16777216f, "1.6777216e+07")]
    [InlineData(3.4028235e38f, "3.4028235e+38")]
    public void Prints_singles_as_go_does(float value, string expected) => GoFloat.Format(value).ShouldBe(expected);
}
