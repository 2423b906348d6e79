using System.Numerics;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>
/// Blowfish's initial subkeys and substitution boxes. By definition they are the binary digits of the fraction of π, so
/// they are computed once instead of being listed.
/// </summary>
internal static class BlowfishTables
{
    /// <summary>The number of subkeys.</summary>
    internal const int SubkeyCount = 18;

    private const int BoxesSize = 4 * 256;

    private static readonly Lazy<uint[]> _words = new(ComputeWords);

    /// <summary>The 18 initial subkeys.</summary>
    internal static ReadOnlySpan<uint> Subkeys => _words.Value.AsSpan(0, SubkeyCount);

    /// <summary>The four boxes of 256 words, one after the other.</summary>
    internal static ReadOnlySpan<uint> Boxes => _words.Value.AsSpan(SubkeyCount);

    private static uint[] ComputeWords()
    {
        const int WordCount = SubkeyCount + BoxesSize;
        const int GuardBits = 64;
        const int Bits = (WordCount * 32) + GuardBits;

        // Machin: π = 16 arctan(1/5) - 4 arctan(1/239).
        var pi = (16 * ArcTangentOfInverse(5, Bits)) - (4 * ArcTangentOfInverse(239, Bits));
        var fraction = (pi - (new BigInteger(3) << Bits)) >> GuardBits;
        var words = new uint[WordCount];
        for (var i = WordCount - 1; i >= 0; i--)
        {
            words[i] = (uint)(fraction & uint.MaxValue);
            fraction >>= 32;
        }

        return words;
    }

    /// <summary>arctan(1/<paramref name="x"/>) as a fixed-point number with that many fractional bits.</summary>
    private static BigInteger ArcTangentOfInverse(int x, int bits)
    {
        var power = (BigInteger.One << bits) / x;
        var sum = power;
        var square = x * x;
        for (var n = 3; !power.IsZero; n += 2)
        {
            power /= square;
            sum += (n & 2) != 0 ? -(power / n) : power / n;
        }

        return sum;
    }
}
