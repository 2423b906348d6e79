using System.Text;
using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.Rows;

public sealed class ActivationTests
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("True", true)]
    [InlineData("yes", true)]
    [InlineData("YES", true)]
    [InlineData("Yes", true)]
    [InlineData("", false)]
    [InlineData("0", false)]
    [InlineData("tRUE", false)]
    [InlineData("yES", false)]
    [InlineData(" 1", false)]
    [InlineData("1 ", false)]
    [InlineData("01", false)]
    [InlineData("1.0", false)]
    [InlineData("2", false)]
    [InlineData("on", false)]
    [InlineData("Y", false)]
    [InlineData("t", false)]
    [InlineData("active", false)]
    [InlineData("\u0001", false)]
    public void Knows_seven_words(string text, bool active)
    {
        Activation.IsActive(text).ShouldBe(active);
        Activation.IsActive(Encoding.UTF8.GetBytes(text)).ShouldBe(active);
    }

    [Fact]
    public void Takes_null_for_inactive() => Activation.IsActive((string?)null).ShouldBeFalse();
}
