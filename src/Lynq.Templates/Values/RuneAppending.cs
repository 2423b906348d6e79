using System.Text;

namespace Lynq.Templates.Values;

/// <summary>Appending characters one by one without an object for each, which <c>Append(object)</c> would make.</summary>
internal static class RuneAppending
{
    /// <summary>Adds a character.</summary>
    public static StringBuilder AppendRune(this StringBuilder text, Rune rune)
    {
        if (rune.IsBmp)
        {
            return text.Append((char)rune.Value);
        }

        Span<char> pair = stackalloc char[2];
        return text.Append(pair[..rune.EncodeToUtf16(pair)]);
    }
}
