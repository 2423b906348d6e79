using System.Text;

namespace Lynq.Host.Metrics;

/// <summary>Label names and values of one series, in the text form of the exposition format, sorted by name so that equal sets are equal texts.</summary>
internal static class Series
{
    /// <summary>Writes labels as <c>a="1",b="2"</c>, without braces; empty when there are none.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
            return "";
        var sorted = tags.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var text = new StringBuilder();
        foreach (var (name, value) in sorted)
        {
            if (text.Length > 0)
                text.Append(',');
            text.Append(Name(name)).Append("=\"");
            Escape(text, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            text.Append('"');
        }

        return text.ToString();
    }

    /// <summary>A name as the format allows it: letters, digits, underscores and, for metrics, colons; never a leading digit.</summary>
    public static string Name(string name)
    {
        if (name.AsSpan().IndexOfAnyExcept(Allowed) < 0 && !char.IsAsciiDigit(name[0]))
            return name;
        var text = new StringBuilder(name.Length + 1);
        if (char.IsAsciiDigit(name[0]))
            text.Append('_');
        foreach (var c in name)
            text.Append(char.IsAsciiLetterOrDigit(c) || c is '_' or ':' ? c : '_');
        return text.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:");

    private static void Escape(StringBuilder text, string value)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append("\\\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append("\\n"),
                _ => text.Append(c),
            };
        }
    }
}
