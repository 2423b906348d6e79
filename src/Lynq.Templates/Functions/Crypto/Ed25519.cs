using System.Numerics;
using System.Security.Cryptography;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>
/// Ed25519 signatures of RFC 8032, which the framework does not have. It signs certificates that a template has just
/// made; it is neither fast nor free of timing differences.
/// </summary>
internal static class Ed25519
{
    /// <summary>The length of a private key (seed) and of a public key in bytes.</summary>
    internal const int KeyLength = 32;

    private static readonly BigInteger _prime = (BigInteger.One << 255) - 19;
    private static readonly BigInteger _order =
        (BigInteger.One << 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
    private static readonly BigInteger _d = Modulo(-121_665 * Invert(121_666));
    private static readonly Point _base = BasePoint();

    /// <summary>The public key of a seed.</summary>
    internal static byte[] PublicKey(ReadOnlySpan<byte> seed) => Multiply(_base, Scalar(SHA512.HashData(seed))).Encode();

    /// <summary>The signature of a message, 64 bytes.</summary>
    internal static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        var hash = SHA512.HashData(seed);
        var scalar = Scalar(hash);
        var nonce = HashToScalar([.. hash.AsSpan(KeyLength), .. message]);
        var commitment = Multiply(_base, nonce).Encode();
        var challenge = HashToScalar([.. commitment, .. PublicKey(seed), .. message]);
        return [.. commitment, .. ToBytes((nonce + (challenge * scalar)) % _order)];
    }

    private static BigInteger HashToScalar(byte[] bytes) => new BigInteger(SHA512.HashData(bytes), isUnsigned: true) % _order;

    private static BigInteger Scalar(ReadOnlySpan<byte> hash)
    {
        var bytes = hash[..KeyLength].ToArray();
        bytes[0] &= 0b1111_1000;
        bytes[31] = (byte)((bytes[31] & 0b0111_1111) | 0b0100_0000);
        return new BigInteger(bytes, isUnsigned: true);
    }

    private static Point BasePoint()
    {
        var y = Modulo(4 * Invert(5));
        var square = Modulo(((y * y) - 1) * Invert((_d * y * y) + 1));
        var x = BigInteger.ModPow(square, (_prime + 3) / 8, _prime);
        if (Modulo((x * x) - square) != 0) x = Modulo(x * BigInteger.ModPow(2, (_prime - 1) / 4, _prime));
        if (!x.IsEven) x = _prime - x;
        return new Point(x, y, BigInteger.One, Modulo(x * y));
    }

    private static Point Multiply(Point point, BigInteger scalar)
    {
        var result = new Point(BigInteger.Zero, BigInteger.One, BigInteger.One, BigInteger.Zero);
        for (var addend = point; !scalar.IsZero; scalar >>= 1)
        {
            if (!scalar.IsEven) result = result.Add(addend);
            addend = addend.Add(addend);
        }

        return result;
    }

    private static BigInteger Modulo(BigInteger value)
    {
        var rest = value % _prime;
        return rest.Sign < 0 ? rest + _prime : rest;
    }

    private static BigInteger Invert(BigInteger value) => BigInteger.ModPow(Modulo(value), _prime - 2, _prime);

    private static byte[] ToBytes(BigInteger value)
    {
        var bytes = new byte[KeyLength];
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    /// <summary>A point in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z.</summary>
    private sealed record Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T)
    {
        internal Point Add(Point other)
        {
            var a = Modulo((Y - X) * (other.Y - other.X));
            var b = Modulo((Y + X) * (other.Y + other.X));
            var c = Modulo(2 * _d * T * other.T);
            var d = Modulo(2 * Z * other.Z);
            var (e, f, g, h) = (b - a, d - c, d + c, b + a);
            return new Point(Modulo(e * f), Modulo(g * h), Modulo(f * g), Modulo(e * h));
        }

        internal byte[] Encode()
        {
            var inverse = Invert(Z);
            var bytes = ToBytes(Modulo(Y * inverse));
            if (!Modulo(X * inverse).IsEven) bytes[31] |= 0x80;
            return bytes;
        }
    }
}
