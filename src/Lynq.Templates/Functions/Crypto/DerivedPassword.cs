using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Lynq.Templates.Functions.Crypto;

/// <summary>
/// The Master Password algorithm: a site's password from a master password, a user, a site and a counter. The
/// templates and their characters are those of the algorithm's version 2.
/// </summary>
internal static class DerivedPassword
{
    private const string Scope = "com.lyndir.masterpassword";

    /// <summary>The password, or Sprig's text for a kind that does not exist.</summary>
    internal static string Derive(uint counter, string kind, byte[] password, byte[] user, byte[] site)
    {
        if (TemplatesOf(kind) is not { } templates) return "cannot find password template " + kind;
        var key = Scrypt.DeriveKey(password, Seed(user, null), cost: 32_768, blockSize: 8, parallelism: 2, length: 64);
        var seed = HMACSHA256.HashData(key, Seed(site, counter));
        var template = templates[seed[0] % templates.Length];
        return string.Create(template.Length, (template, seed), static (text, state) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                var characters = CharactersOf(state.template[i]);
                text[i] = characters[state.seed[i + 1] % characters.Length];
            }
        });
    }

    private static byte[] Seed(byte[] name, uint? counter)
    {
        var length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)name.Length);
        var tail = counter is null ? [] : new byte[sizeof(uint)];
        if (counter is { } number) BinaryPrimitives.WriteUInt32BigEndian(tail, number);
        return [.. System.Text.Encoding.ASCII.GetBytes(Scope), .. length, .. name, .. tail];
    }

    private static string[]? TemplatesOf(string kind) => kind switch
    {
        "maximum" => ["anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"],
        "long" =>
        [
            "CvcvnoCvcvCvcv", "CvcvCvcvnoCvcv", "CvcvCvcvCvcvno", "CvccnoCvcvCvcv", "CvccCvcvnoCvcv", "CvccCvcvCvcvno",
            "CvcvnoCvccCvcv", "CvcvCvccnoCvcv", "CvcvCvccCvcvno", "CvcvnoCvcvCvcc", "CvcvCvcvnoCvcc", "CvcvCvcvCvccno",
            "CvccnoCvccCvcv", "CvccCvccnoCvcv", "CvccCvccCvcvno", "CvcvnoCvccCvcc", "CvcvCvccnoCvcc", "CvcvCvccCvccno",
            "CvccnoCvcvCvcc", "CvccCvcvnoCvcc", "CvccCvcvCvccno",
        ],
        "medium" => ["CvcnoCvc", "CvcCvcno"],
        "short" => ["Cvcn"],
        "basic" => ["aaanaaan", "aannaaan", "aaannaaa"],
        "pin" => ["nnnn"],
        _ => null,
    };

    private static string CharactersOf(char slot)
    {
        const string Vowels = "AEIOU";
        const string Consonants = "BCDFGHJKLMNPQRSTVWXYZ";
        const string SmallVowels = "aeiou";
        const string SmallConsonants = "bcdfghjklmnpqrstvwxyz";
        const string Digits = "0123456789";
        return slot switch
        {
            'V' => Vowels,
            'C' => Consonants,
            'v' => SmallVowels,
            'c' => SmallConsonants,
            'A' => Vowels + Consonants,
            'a' => Vowels + SmallVowels + Consonants + SmallConsonants,
            'n' => Digits,
            'o' => "@&%?,=[]_:-+*$#!'^~;()/.",
            _ => Vowels + SmallVowels + Consonants + SmallConsonants + Digits + "!@#$%^&*()",
        };
    }
}
