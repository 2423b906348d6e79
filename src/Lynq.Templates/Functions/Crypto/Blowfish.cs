namespace Lynq.Templates.Functions.Crypto;

/// <summary>The Blowfish cipher with the salted key schedule that bcrypt is built on.</summary>
internal sealed class Blowfish
{
    private readonly uint[] _subkeys = BlowfishTables.Subkeys.ToArray();
    private readonly uint[] _boxes = BlowfishTables.Boxes.ToArray();

    /// <summary>Mixes a key, and a salt where one is given, into the state.</summary>
    /// <param name="key">At least one byte; repeated as often as needed.</param>
    /// <param name="salt">16 bytes or none.</param>
    internal void Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        var at = 0;
        for (var i = 0; i < _subkeys.Length; i++) _subkeys[i] ^= NextWord(key, ref at);

        at = 0;
        uint left = 0;
        uint right = 0;
        Fill(_subkeys, salt, ref at, ref left, ref right);
        Fill(_boxes, salt, ref at, ref left, ref right);
    }

    /// <summary>Encrypts one block of two words.</summary>
    internal void Encrypt(ref uint left, ref uint right)
    {
        var (l, r) = (left ^ _subkeys[0], right);
        for (var round = 1; round <= 16; round += 2)
        {
            r ^= Mix(l) ^ _subkeys[round];
            l ^= Mix(r) ^ _subkeys[round + 1];
        }

        (left, right) = (r ^ _subkeys[17], l);
    }

    private static uint NextWord(ReadOnlySpan<byte> bytes, ref int at)
    {
        uint word = 0;
        for (var i = 0; i < 4; i++)
        {
            word = (word << 8) | bytes[at];
            at = at + 1 == bytes.Length ? 0 : at + 1;
        }

        return word;
    }

    private void Fill(uint[] words, ReadOnlySpan<byte> salt, ref int at, ref uint left, ref uint right)
    {
        for (var i = 0; i < words.Length; i += 2)
        {
            if (!salt.IsEmpty)
            {
                left ^= NextWord(salt, ref at);
                right ^= NextWord(salt, ref at);
            }

            Encrypt(ref left, ref right);
            (words[i], words[i + 1]) = (left, right);
        }
    }

    private uint Mix(uint x) => unchecked(
        ((_boxes[x >> 24] + _boxes[0x100 | ((x >> 16) & 0xFF)]) ^ _boxes[0x200 | ((x >> 8) & 0xFF)])
        + _boxes[0x300 | (x & 0xFF)]);
}
