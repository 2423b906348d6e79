using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>The scrypt key derivation of RFC 7914.</summary>
internal static class Scrypt
{
    private const int WordsPerBlock = 16;

    /// <summary>Derives a key.</summary>
    /// <param name="password">The secret.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="cost">The number of table entries, a power of two.</param>
    /// <param name="blockSize">Half the number of 64-byte blocks of an entry.</param>
    /// <param name="parallelism">How many independent mixes are made, one after the other.</param>
    /// <param name="length">The key's length in bytes.</param>
    internal static byte[] DeriveKey(byte[] password, byte[] salt, int cost, int blockSize, int parallelism, int length)
    {
        var mixed = Pbkdf2(password, salt, parallelism * 128 * blockSize);
        var words = new uint[32 * blockSize];
        for (var lane = 0; lane < parallelism; lane++)
        {
            var bytes = mixed.AsSpan(lane * 128 * blockSize, 128 * blockSize);
            for (var i = 0; i < words.Length; i++) words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * 4)..]);
            Mix(words, cost);
            for (var i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes[(i * 4)..], words[i]);
        }

        return Pbkdf2(password, mixed, length);
    }

    private static byte[] Pbkdf2(byte[] password, byte[] salt, int length) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, 1, HashAlgorithmName.SHA256, length);

    private static void Mix(uint[] words, int cost)
    {
        var table = new uint[(long)cost * words.Length];
        var scratch = new uint[words.Length];
        for (var i = 0; i < cost; i++)
        {
            words.CopyTo(table, (long)i * words.Length);
            MixBlocks(words, scratch);
        }

        for (var i = 0; i < cost; i++)
        {
            var entry = (int)(words[^WordsPerBlock] & (uint)(cost - 1));
            Xor(words, table.AsSpan(entry * words.Length, words.Length));
            MixBlocks(words, scratch);
        }
    }

    /// <summary>scryptBlockMix: even blocks of the result come first, odd ones second.</summary>
    private static void MixBlocks(uint[] words, uint[] scratch)
    {
        Span<uint> x = stackalloc uint[WordsPerBlock];
        words.AsSpan(words.Length - WordsPerBlock).CopyTo(x);
        var half = words.Length / 2;
        for (var block = 0; block < words.Length / WordsPerBlock; block++)
        {
            Xor(x, words.AsSpan(block * WordsPerBlock, WordsPerBlock));
            Salsa(x);
            x.CopyTo(scratch.AsSpan((block / 2 * WordsPerBlock) + (block % 2 == 0 ? 0 : half)));
        }

        scratch.CopyTo(words, 0);
    }

    private static void Xor(Span<uint> target, ReadOnlySpan<uint> source)
    {
        var wide = MemoryMarshal.Cast<uint, Vector<uint>>(target);
        var other = MemoryMarshal.Cast<uint, Vector<uint>>(source);
        for (var i = 0; i < wide.Length; i++) wide[i] ^= other[i];
    }

    /// <summary>Salsa20 with 8 rounds.</summary>
    private static void Salsa(Span<uint> block)
    {
        Span<uint> x = stackalloc uint[WordsPerBlock];
        block.CopyTo(x);
        for (var i = 0; i < 4; i++)
        {
            QuarterRound(x, 0, 4, 8, 12);
            QuarterRound(x, 5, 9, 13, 1);
            QuarterRound(x, 10, 14, 2, 6);
            QuarterRound(x, 15, 3, 7, 11);
            QuarterRound(x, 0, 1, 2, 3);
            QuarterRound(x, 5, 6, 7, 4);
            QuarterRound(x, 10, 11, 8, 9);
            QuarterRound(x, 15, 12, 13, 14);
        }

        for (var i = 0; i < WordsPerBlock; i++) block[i] = unchecked(block[i] + x[i]);
    }

    private static void QuarterRound(Span<uint> x, int a, int b, int c, int d)
    {
        unchecked
        {
            x[b] ^= BitOperations.RotateLeft(x[a] + x[d], 7);
            x[c] ^= BitOperations.RotateLeft(x[b] + x[a], 9);
            x[d] ^= BitOperations.RotateLeft(x[c] + x[b], 13);
            x[a] ^= BitOperations.RotateLeft(x[d] + x[c], 18);
        }
    }
}
