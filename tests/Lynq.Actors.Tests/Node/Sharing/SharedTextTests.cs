using Lynq.Actors.Node.Sharing;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Sharing;

public sealed class SharedTextTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("x", true)]
    [InlineData("Successfully reconciled all 3 resources", true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Texts_are_held_once_unless_they_are_long(object text, bool isShared)
    {
        var given = text is int length ? new string('m', length) : (string)text;
        var first = SharedText.Of(new string(given.AsSpan()));
        var second = SharedText.Of(new string(given.AsSpan()));
        second.ShouldBe(given);
        ReferenceEquals(first, second).ShouldBe(isShared);
    }
}
