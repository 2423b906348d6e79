using System.Text;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Text;

/// <summary>
/// Text seen as its UTF-8 bytes, one character from U+0000 to U+00FF a byte. Go's strings are bytes, so functions that
/// count or cut do it on this view.
/// </summary>
internal static class LatinText
{
    /// <summary>The byte view of <paramref name="text"/>; the same instance when it is ASCII.</summary>
    internal static string From(string text) =>
        Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(GoText.ToBytes(text));

    /// <summary>The text of a byte view; bytes that are no UTF-8 are kept.</summary>
    internal static string ToText(string bytes) =>
        Ascii.IsValid(bytes) ? bytes : GoText.FromBytes(Encoding.Latin1.GetBytes(bytes));
}
