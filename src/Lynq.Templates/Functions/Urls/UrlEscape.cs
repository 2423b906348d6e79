using System.Buffers;
using System.Globalization;
using System.Text;
using Lynq.Templates.Execution;
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
    private const string Digits = "0123456789ABCDEF";
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    private static readonly SearchValues<char> s_host = SearchValues.Create(Unreserved + "!$&'()*+,;=:[]<>\"");
    private static readonly SearchValues<char> s_path = SearchValues.Create(Unreserved + "$&+,/:;=@");
    private static readonly SearchValues<char> s_userPassword = SearchValues.Create(Unreserved + "$&+,;=");
    private static readonly SearchValues<char> s_fragment = SearchValues.Create(Unreserved + "$&+,/:;=?@!()*");

    /// <summary>Decodes <c>%XX</c>.</summary>
    /// <exception cref="FormatException">An escape is malformed, or stands for a character that the part must not have.</exception>
    internal static string Unescape(string bytes, UrlPart part)
    {
        if (part is not (UrlPart.Host or UrlPart.Zone) && !bytes.Contains('%', StringComparison.Ordinal)) return bytes;
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
                throw new FormatException($"invalid character {GoQuote.Excerpt(c.ToString())} in host name");
            result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>Encodes what the part cannot hold literally.</summary>
    /// <exception cref="FunctionException">The result would be too large for the render.</exception>
    internal static string Escape(string bytes, UrlPart part, RenderContext? context = null)
    {
        if (!bytes.AsSpan().ContainsAnyExcept(KeptIn(part))) return bytes;
        var result = new StringBuilder(bytes.Length + 16);
        foreach (var c in bytes)
        {
            if (MustEscape(c, part)) result.Append('%').Append(Digits[(c >> 4) & 0xF]).Append(Digits[c & 0xF]);
            else result.Append(c);
            context?.RequireSize(result.Length);
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

    private static FormatException Invalid(string escape) => new("invalid URL escape " + GoQuote.Excerpt(escape));

    private static bool MustEscape(char c, UrlPart part) => !KeptIn(part).Contains(c);

    private static SearchValues<char> KeptIn(UrlPart part) => part switch
    {
        UrlPart.Host or UrlPart.Zone => s_host,
        UrlPart.Path => s_path,
        UrlPart.UserPassword => s_userPassword,
        _ => s_fragment,
    };
}
