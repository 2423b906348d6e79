using System.Globalization;
using System.Security.Cryptography;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>Checksums of the bytes of a text.</summary>
internal static class HashFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        AddHash(functions, "sha1sum", static bytes => Convert.ToHexStringLower(Sha1(bytes)));
        AddHash(functions, "sha256sum", static bytes => Convert.ToHexStringLower(SHA256.HashData(bytes)));
        AddHash(functions, "sha512sum", static bytes => Convert.ToHexStringLower(SHA512.HashData(bytes)));
        AddHash(functions, "adler32sum", static bytes => Adler32(bytes).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The Adler-32 checksum of RFC 1950.</summary>
    internal static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        const uint Modulus = 65_521;
        uint low = 1;
        uint high = 0;
        foreach (var b in bytes)
        {
            low = (low + b) % Modulus;
            high = (high + low) % Modulus;
        }

        return (high << 16) | low;
    }

    // Names and short keys are made with it; nothing is protected by it.
#pragma warning disable CA5350
    private static byte[] Sha1(byte[] bytes) => SHA1.HashData(bytes);
#pragma warning restore CA5350

    private static void AddHash(FunctionRegistry functions, string name, Func<byte[], string> hash) =>
        functions.Add(name, [Types.String], (context, args) =>
        {
            context.Work(args[0].AsString.Length);
            return Value.FromString(hash(GoText.ToBytes(args[0].AsString)));
        });
}
