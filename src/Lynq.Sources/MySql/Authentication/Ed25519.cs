using System.Numerics;
using System.Security.Cryptography;

namespace Lynq.Sources.MySql;

/// <summary>
/// Signing by RFC 8032 §5.1.6, in its own file because the framework has no Ed25519. The secret may have any length,
/// as MariaDB signs with the password itself. One signature per connection: short rather than fast. Its time depends
/// on the numbers, but it is spent before anything is sent, once per connection, behind a network.
/// </summary>
internal static class Ed25519
{
    private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly Point Base = BasePoint();

    /// <summary>The public key of a secret (RFC 8032 §5.1.5).</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> secret) => Encode(Multiply(Base, Scalar(SHA512.HashData(secret))));

    /// <summary>64 bytes: the signature of a message.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> message)
    {
        var hash = SHA512.HashData(secret);
        var scalar = Scalar(hash);
        var publicKey = Encode(Multiply(Base, scalar));
        var r = Hash([.. hash.AsSpan(32), .. message]);
        var commitment = Encode(Multiply(Base, r));
        var challenge = Hash([.. commitment, .. publicKey, .. message]);
        return [.. commitment, .. Bytes((r + challenge * scalar) % Order)];
    }

    private static BigInteger Scalar(byte[] hash)
    {
        var bytes = hash[..32];
        bytes[0] &= 0xF8;
        bytes[31] = (byte)(bytes[31] & 0x7F | 0x40);
        return Number(bytes);
    }

    private static BigInteger Hash(ReadOnlySpan<byte> bytes) => Number(SHA512.HashData(bytes)) % Order;

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    private static BigInteger Mod(BigInteger number)
    {
        var rest = number % Prime;
        return rest.Sign < 0 ? rest + Prime : rest;
    }

    private static BigInteger Inverse(BigInteger number) => BigInteger.ModPow(number, Prime - 2, Prime);

    private static Point BasePoint()
    {
        var y = Mod(4 * Inverse(5));
        var square = Mod((y * y - 1) * Inverse(D * y * y + 1));
        var x = BigInteger.ModPow(square, (Prime + 3) / 8, Prime);
        if (Mod(x * x - square) != 0) x = Mod(x * BigInteger.ModPow(2, (Prime - 1) / 4, Prime));
        if (!x.IsEven) x = Prime - x;
        return new Point(x, y, BigInteger.One, Mod(x * y));
    }

    private static Point Multiply(Point point, BigInteger scalar)
    {
        var result = new Point(BigInteger.Zero, BigInteger.One, BigInteger.One, BigInteger.Zero);
        for (var bit = 255; bit >= 0; bit--)
        {
            result = Add(result, result);
            // The sum is made for every bit, so that their number does not show.
            var sum = Add(result, point);
            if (!(scalar >> bit).IsEven) result = sum;
        }

        return result;
    }

    // RFC 8032 §5.1.4, extended homogeneous coordinates; complete, so it doubles as well.
    private static Point Add(Point p, Point q)
    {
        var a = Mod((p.Y - p.X) * (q.Y - q.X));
        var b = Mod((p.Y + p.X) * (q.Y + q.X));
        var c = Mod(2 * p.T * q.T * D);
        var d = Mod(2 * p.Z * q.Z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Point(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static byte[] Encode(Point point)
    {
        var inverse = Inverse(point.Z);
        var bytes = Bytes(Mod(point.Y * inverse));
        if (!Mod(point.X * inverse).IsEven) bytes[31] |= 0x80;
        return bytes;
    }

    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
