using System.Globalization;
using System.Text;
using Lynq.Templates.Formatting;

namespace Lynq.Templates.Functions.Urls;

/// <summary>The parts of a URL that escape different characters.</summary>
internal enum UrlPart
{
    Path,
    Host,
    Zone,
    UserPassword,
    Fragment,
}

/// <summary>Percent-encoding as Go's <c>net/url</c> does it. Works on byte views (see <see cref="Text.LatinText"/>).</summary>
internal static class UrlEscape
{
    /// <summary>Decodes <c>%XX</c>.</summary>
    /// <exception cref="FormatException">An escape is malformed, or stands for a character that the part must not have.</exception>
    internal static string Unescape(string bytes, UrlPart part)
    {
        var result = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            var c = bytes[i];
            if (c == '%')
            {
                result.Append(Decode(bytes, i, part));
                i += 2;
                continue;
            }

            if (part is UrlPart.Host or UrlPart.Zone && c < 0x80 && MustEscape(c, part))
                throw new FormatException($"invalid character {GoQuote.Quote(c.ToString())} in host name");
            result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>Encodes what the part cannot hold literally.</summary>
    internal static string Escape(string bytes, UrlPart part)
    {
        if (!bytes.Any(c => MustEscape(c, part))) return bytes;
        var result = new StringBuilder(bytes.Length + 16);
        foreach (var c in bytes)
        {
            if (MustEscape(c, part)) result.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
            else result.Append(c);
        }

        return result.ToString();
    }

    private static char Decode(string bytes, int at, UrlPart part)
    {
        if (at + 2 >= bytes.Length || !char.IsAsciiHexDigit(bytes[at + 1]) || !char.IsAsciiHexDigit(bytes[at + 2]))
            throw Invalid(bytes[at..Math.Min(at + 3, bytes.Length)]);
        var escape = bytes.Substring(at, 3);
        var value = (char)int.Parse(escape.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

        // A host may escape only what is not ASCII; a zone also what a host could hold.
        var allowed = part switch
        {
            UrlPart.Host => value >= 0x80 || escape == "%25",
            UrlPart.Zone => escape == "%25" || value == ' ' || !MustEscape(value, UrlPart.Host),
            _ => true,
        };
        return allowed ? value : throw Invalid(escape);
    }

    private static FormatException Invalid(string escape) => new("invalid URL escape " + GoQuote.Quote(escape));

    private static bool MustEscape(char c, UrlPart part)
    {
        if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~') return false;
        return part switch
        {
            UrlPart.Host or UrlPart.Zone => !"!$&'()*+,;=:[]<>\"".Contains(c, StringComparison.Ordinal),
            UrlPart.Path => !"$&+,/:;=@".Contains(c, StringComparison.Ordinal),
            UrlPart.UserPassword => !"$&+,;=".Contains(c, StringComparison.Ordinal),
            _ => !"$&+,/:;=?@!()*".Contains(c, StringComparison.Ordinal),
        };
    }
}
