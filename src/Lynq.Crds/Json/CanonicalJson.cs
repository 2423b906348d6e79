using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Lynq.Crds;

/// <summary>
/// JSON as the API server and the Go operator write it: keys sorted by their UTF-8 bytes, no spaces, and the characters
/// &lt;, &gt;, &amp;, U+2028 and U+2029 escaped. Equal objects give equal bytes (contract §2.3).
/// </summary>
public static class CanonicalJson
{
    private const int FewMembers = 32;

    // Bytes that may have to be written otherwise than they were read: escapes, and the first byte of U+2028 and U+2029.
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. "\\<>&"u8, 0xE2]);

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', '<', '>', '&', '\u2028', '\u2029']);

    private static readonly Comparer<JsonProperty> PropertyOrder = Comparer<JsonProperty>.Create(Compare);

    /// <summary>Orders strings by their UTF-8 bytes, as Go does; that differs from UTF-16 order beyond U+FFFF.</summary>
    public static IComparer<string> Utf8Order { get; } = Comparer<string>.Create(Compare);

    /// <summary>The canonical text of a JSON value. Numbers keep their spelling.</summary>
    public static string Write(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteTo(output, value);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Writes the canonical text of a JSON value as UTF-8.</summary>
    public static void WriteTo(IBufferWriter<byte> output, JsonElement value)
    {
        ArgumentNullException.ThrowIfNull(output);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(output, value);
                break;
            case JsonValueKind.Array:
                WriteArray(output, value);
                break;
            case JsonValueKind.String when JsonMarshal.GetRawUtf8Value(value) is var raw && raw.ContainsAny(Special):
                WriteString(output, value.GetString()!);
                break;
            default:
                output.Write(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    /// <summary>The canonical text of a map of strings.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, string>> map)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteTo(output, map);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Writes the canonical text of a map of strings as UTF-8.</summary>
    public static void WriteTo(IBufferWriter<byte> output, IEnumerable<KeyValuePair<string, string>> map)
    {
        ArgumentNullException.ThrowIfNull(output);
        var separator = "{"u8;
        foreach (var (key, value) in map.OrderBy(pair => pair.Key, Utf8Order))
        {
            output.Write(separator);
            separator = ","u8;
            WriteString(output, key);
            output.Write(":"u8);
            WriteString(output, value);
        }

        output.Write(separator[0] == (byte)'{' ? "{}"u8 : "}"u8);
    }

    /// <summary>Writes the canonical text of a string as UTF-8, its quotes included.</summary>
    public static void WriteTo(IBufferWriter<byte> output, string text)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(text);
        WriteString(output, text);
    }

    private static void WriteObject(IBufferWriter<byte> output, JsonElement value)
    {
        var properties = ArrayPool<JsonProperty>.Shared.Rent(value.GetPropertyCount());
        try
        {
            var count = Sorted(value, properties);
            output.Write("{"u8);
            for (var i = 0; i < count; i++)
            {
                if (i > 0) output.Write(","u8);
                WriteName(output, properties[i]);
                output.Write(":"u8);
                WriteTo(output, properties[i].Value);
            }

            output.Write("}"u8);
        }
        finally
        {
            ArrayPool<JsonProperty>.Shared.Return(properties, clearArray: true);
        }
    }

    // Most objects come sorted already. The order of equals is kept.
    private static int Sorted(JsonElement value, JsonProperty[] properties)
    {
        var count = 0;
        var sorted = true;
        foreach (var property in value.EnumerateObject())
        {
            sorted = sorted && (count == 0 || Compare(properties[count - 1], property) <= 0);
            properties[count++] = property;
        }

        if (!sorted) Sort(properties.AsSpan(0, count));
        return count;
    }

    // By insertion, which allocates nothing, for the few members that nearly every object has; a hostile one has thousands.
    private static void Sort(Span<JsonProperty> properties)
    {
        if (properties.Length > FewMembers)
        {
            properties.ToArray().Order(PropertyOrder).ToArray().CopyTo(properties);
            return;
        }

        for (var i = 1; i < properties.Length; i++)
        {
            var property = properties[i];
            var at = i;
            for (; at > 0 && Compare(properties[at - 1], property) > 0; at--) properties[at] = properties[at - 1];
            properties[at] = property;
        }
    }

    private static int Compare(JsonProperty a, JsonProperty b)
    {
        var left = JsonMarshal.GetRawUtf8PropertyName(a);
        var right = JsonMarshal.GetRawUtf8PropertyName(b);
        return left.Contains((byte)'\\') || right.Contains((byte)'\\') ? Compare(a.Name, b.Name) : left.SequenceCompareTo(right);
    }

    // Surrogates, of which characters beyond U+FFFF are made, come last.
    private static int Compare(string? a, string? b)
    {
        if (a is null || b is null) return string.CompareOrdinal(a, b);
        var at = a.AsSpan().CommonPrefixLength(b);
        return at == a.Length || at == b.Length ? a.Length - b.Length : Rank(a[at]) - Rank(b[at]);

        static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
    }

    private static void WriteArray(IBufferWriter<byte> output, JsonElement value)
    {
        var first = true;
        output.Write("["u8);
        foreach (var item in value.EnumerateArray())
        {
            if (!first) output.Write(","u8);
            first = false;
            WriteTo(output, item);
        }

        output.Write("]"u8);
    }

    private static void WriteName(IBufferWriter<byte> output, JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        if (raw.ContainsAny(Special))
        {
            WriteString(output, property.Name);
            return;
        }

        output.Write("\""u8);
        output.Write(raw);
        output.Write("\""u8);
    }

    private static void WriteString(IBufferWriter<byte> output, string value)
    {
        output.Write("\""u8);
        var rest = value.AsSpan();
        for (var at = rest.IndexOfAny(Escaped); at >= 0; at = rest.IndexOfAny(Escaped))
        {
            Encoding.UTF8.GetBytes(rest[..at], output);
            Encoding.UTF8.GetBytes(EscapeOf(rest[at]), output);
            rest = rest[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(rest, output);
        output.Write("\""u8);
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
