using System.Text;
using Lynq.Templates.Values;
using Shouldly;
using Xunit;

namespace Lynq.Templates.Tests.Values;

public sealed class GoTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("ascii")]
    [InlineData("é世界🎉")]
    public void Counts_and_copies_the_bytes_of_text(string text)
    {
        GoText.ByteCount(text).ShouldBe(Encoding.UTF8.GetByteCount(text));
        GoText.ToBytes(text).ShouldBe(Encoding.UTF8.GetBytes(text));
        GoText.FromBytes(Encoding.UTF8.GetBytes(text)).ShouldBe(text);
    }

    [Fact]
    public void Keeps_every_byte_of_any_byte_string()
    {
        const int Seed = 20_240_229;
        var random = new Random(Seed);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = new byte[random.Next(0, 24)];
            random.NextBytes(bytes);

            GoText.ToBytes(GoText.FromBytes(bytes)).ShouldBe(bytes, $"seed {Seed}, case {i}");
            GoText.ByteCount(GoText.FromBytes(bytes)).ShouldBe(bytes.Length);
        }
    }

    [Fact]
    public void Cuts_through_characters_without_losing_a_byte()
    {
        const string Text = "aé世🎉z";
        var bytes = Encoding.UTF8.GetBytes(Text);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var (head, tail) = (GoText.Slice(Text, 0, cut), GoText.Slice(Text, cut, bytes.Length));

            GoText.ToBytes(head).ShouldBe(bytes[..cut]);
            GoText.Normalize(head + tail).ShouldBe(Text);
        }
    }

    [Theory]
    [InlineData("a", "b", -1)]
    [InlineData("a", "aa", -1)]
    [InlineData("\uFFFD", "🎉", -1)]
    [InlineData("🎉", "\uE000", 1)]
    [InlineData("same", "same", 0)]
    public void Orders_by_bytes(string left, string right, int expected) =>
        Math.Sign(GoTextComparer.Instance.Compare(left, right)).ShouldBe(expected);
}
