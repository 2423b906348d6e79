using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Lynq.Crds;

/// <summary>
/// JSON as the API server and the Go operator write it: keys sorted ordinally, no spaces, and the characters
/// &lt;, &gt;, &amp;, U+2028 and U+2029 escaped. Equal objects give equal bytes (contract §2.3).
/// </summary>
public static class CanonicalJson
{
    /// <summary>The canonical text of a JSON value. Numbers keep their spelling.</summary>
    public static string Write(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>The canonical text of a map of strings.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, string>> map)
    {
        var text = new StringBuilder("{");
        foreach (var (key, value) in map.OrderBy(pair => pair.Key, Utf8Order))
        {
            if (text.Length > 1)
                text.Append(',');
            AppendString(text, key);
            text.Append(':');
            AppendString(text, value);
        }

        return text.Append('}').ToString();
    }

    /// <summary>Orders strings by their UTF-8 bytes, as Go does; that differs from UTF-16 order beyond U+FFFF.</summary>
    public static IComparer<string> Utf8Order { get; } =
        Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, value);
                break;
            case JsonValueKind.Array:
                AppendArray(text, value);
                break;
            case JsonValueKind.String:
                AppendString(text, value.GetString()!);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value)
    {
        var first = true;
        text.Append('{');
        foreach (var property in value.EnumerateObject().OrderBy(p => p.Name, Utf8Order))
        {
            if (!first)
                text.Append(',');
            first = false;
            AppendString(text, property.Name);
            text.Append(':');
            Append(text, property.Value);
        }

        text.Append('}');
    }

    private static void AppendArray(StringBuilder text, JsonElement value)
    {
        var first = true;
        text.Append('[');
        foreach (var item in value.EnumerateArray())
        {
            if (!first)
                text.Append(',');
            first = false;
            Append(text, item);
        }

        text.Append(']');
    }

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', '<', '>', '&', '\u2028', '\u2029']);

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        var rest = value.AsSpan();
        for (var at = rest.IndexOfAny(Escaped); at >= 0; at = rest.IndexOfAny(Escaped))
        {
            text.Append(rest[..at]).Append(EscapeOf(rest[at]));
            rest = rest[(at + 1)..];
        }

        text.Append(rest).Append('"');
    }

    private static string EscapeOf(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };
}
