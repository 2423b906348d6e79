using System.Text;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Text;

/// <summary>Letter case per code point, without culture, as Go's <c>unicode</c> package maps it.</summary>
internal static class GoCase
{
    /// <summary>The upper-case form of one code point.</summary>
    internal static Rune ToUpper(Rune rune) => rune.Value switch
    {
        // .NET's invariant mapping leaves these two alone.
        0x131 => new Rune('I'),
        0x17F => new Rune('S'),
        _ => Rune.ToUpperInvariant(rune),
    };

    /// <summary>The lower-case form of one code point.</summary>
    internal static Rune ToLower(Rune rune) => rune.Value == 0x130 ? new Rune('i') : Rune.ToLowerInvariant(rune);

    /// <summary>The title-case form: the upper-case one but for the Latin digraphs and Georgian, which has no title case.</summary>
    internal static Rune ToTitle(Rune rune) => rune.Value switch
    {
        >= 0x1C4 and <= 0x1C6 => new Rune(0x1C5),
        >= 0x1C7 and <= 0x1C9 => new Rune(0x1C8),
        >= 0x1CA and <= 0x1CC => new Rune(0x1CB),
        >= 0x1F1 and <= 0x1F3 => new Rune(0x1F2),
        >= 0x10D0 and <= 0x10FF => rune,
        _ => ToUpper(rune),
    };

    /// <summary>Maps every code point; bytes that are no UTF-8 become U+FFFD, as Go's <c>strings.Map</c> does.</summary>
    internal static string Map(string text, Func<Rune, Rune> mapping)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) result.AppendRune(mapping(rune));
        return result.ToString();
    }

    /// <summary>All letters in upper case.</summary>
    internal static string Upper(string text) => Ascii.IsValid(text) ? text.ToUpperInvariant() : Map(text, ToUpper);

    /// <summary>All letters in lower case.</summary>
    internal static string Lower(string text) => Ascii.IsValid(text) ? text.ToLowerInvariant() : Map(text, ToLower);
}
