using System.Buffers;
using System.Text;
using Lynq.Actors.Node.Composition;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Composition;

public sealed class TextBasisTests
{
    private const string Object = """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"t00041-config","namespace":"tenants","labels":{"lynq.sh/node":"t00041-web","lynq.sh/node-namespace":"tenants"},
        "annotations":{"lynq.sh/deletion-policy":"Delete","lynq.sh/applied-hash":"1f6b2c88aa7e0d35"},"ownerReferences":[{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode",
        "name":"t00041-web","uid":"8d1c7c0a-5b0e-4f51-9d0c-2f3f1f1f6c11","controller":true,"blockOwnerDeletion":true}]},"data":{"plan":"pro","region":"eu-1","host":"t00041.example.com"}}
        """;

    [Theory]
    [InlineData("", "")]
    [InlineData("", "something")]
    [InlineData("something", "")]
    [InlineData("short", "short")]
    [InlineData("abc", "abcabcabc")]
    [InlineData("a text that is repeated", "a text that is repeated")]
    [InlineData("a text that is repeated", "another text that is repeated a text that is repeated")]
    [InlineData("one two three four five six", "six five four three two one")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaabaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("umlauts: äöü and more", "umlauts: äöß and more")]
    public void A_text_comes_back_as_it_was(string basis, string text) => RoundTrip(Encoding.UTF8.GetBytes(basis), Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("t00041", "t00042")]
    [InlineData("t00041", "a-much-longer-name")]
    [InlineData("t00041", "x")]
    public void The_object_of_another_node_takes_a_third_at_most(string before, string after)
    {
        var other = Object.Replace(before, after, StringComparison.Ordinal)
            .Replace("1f6b2c88aa7e0d35", "9c40d7717bd3e0aa", StringComparison.Ordinal)
            .Replace("8d1c7c0a-5b0e-4f51-9d0c-2f3f1f1f6c11", "02b0a3de-83c1-4d2a-8b57-6f0f8c1d9e42", StringComparison.Ordinal)
            .Replace("pro", "free", StringComparison.Ordinal);
        RoundTrip(Encoding.UTF8.GetBytes(Object), Encoding.UTF8.GetBytes(other)).ShouldBeLessThan(other.Length / 3);
    }

    [Fact]
    public void The_same_text_takes_next_to_nothing() => RoundTrip(Encoding.UTF8.GetBytes(Object), Encoding.UTF8.GetBytes(Object)).ShouldBeLessThan(8);

    [Fact]
    public void A_text_that_has_nothing_in_common_takes_hardly_more_than_itself()
    {
        var random = new Random(7);
        var (basis, text) = (Bytes(random, 2000, 256), Bytes(random, 2000, 256));
        RoundTrip(basis, text).ShouldBeLessThan(2010);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_is_cut_inserted_and_moved_comes_back(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var basis = Bytes(random, random.Next(0, 700), alphabet: random.Next(1, 30));
            var text = basis.ToList();
            for (var edit = random.Next(0, 12); edit > 0; edit--)
            {
                var at = random.Next(0, text.Count + 1);
                var length = random.Next(0, Math.Min(40, text.Count - at) + 1);
                var piece = text.GetRange(at, length);
                if (random.Next(2) == 0) text.RemoveRange(at, length);
                if (random.Next(2) == 0) text.InsertRange(random.Next(0, text.Count + 1), piece);
                if (random.Next(2) == 0) text.InsertRange(random.Next(0, text.Count + 1), Bytes(random, random.Next(0, 20), 256));
            }

            RoundTrip(basis, [.. text], $"seed {seed}, round {round}");
        }
    }

    private static int RoundTrip(byte[] basis, byte[] text, string what = "")
    {
        var encoding = new TextBasis(basis);
        var encoded = encoding.Encode(text);
        var output = new ArrayBufferWriter<byte>();
        encoding.Decode(encoded, output);
        output.WrittenSpan.ToArray().ShouldBe(text, what);
        return encoded.Length;
    }

    private static byte[] Bytes(Random random, int count, int alphabet) => [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(alphabet))];
}
