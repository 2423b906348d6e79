using System.Buffers;
using System.Text;
using Lynq.Templates.Execution;
using Lynq.Templates.Formatting;

namespace Lynq.Templates.Functions.Urls;

/// <summary>
/// A URL in its parts, read and written as Go's <c>net/url</c> does. All parts are byte views (see
/// <see cref="Text.LatinText"/>); path, fragment and user are decoded.
/// </summary>
internal sealed record GoUrl
{
    private static readonly SearchValues<char> s_userInfo =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:~!$&'()*+,;=%@");

    internal string Scheme { get; init; } = "";

    internal string Opaque { get; init; } = "";

    /// <summary>User and password in their encoded form, or null when there is no <c>@</c>.</summary>
    internal string? UserInfo { get; init; }

    internal string Host { get; init; } = "";

    internal string Path { get; init; } = "";

    internal string Query { get; init; } = "";

    internal string Fragment { get; init; } = "";

    /// <summary>Reads a URL.</summary>
    /// <exception cref="FormatException">The text is no URL; the message is Go's.</exception>
    internal static GoUrl Parse(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var main = hash < 0 ? text : text[..hash];
        var url = Explain(main, () => ParseMain(main));
        return hash < 0 ? url : Explain(text, () => url with { Fragment = UrlEscape.Unescape(text[(hash + 1)..], UrlPart.Fragment) });
    }

    /// <summary>Reads a user and password and writes them in their canonical encoded form.</summary>
    /// <exception cref="FormatException">The text holds characters that are not allowed.</exception>
    internal static string ParseUserInfo(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(s_userInfo))
            throw new FormatException("net/url: invalid userinfo");
        return string.Join(':', text.Split(':', 2).Select(static part =>
            UrlEscape.Escape(UrlEscape.Unescape(part, UrlPart.UserPassword), UrlPart.UserPassword)));
    }

    /// <summary>The URL's text.</summary>
    /// <exception cref="FunctionException">The text would be too large.</exception>
    internal string Write(RenderContext context)
    {
        var text = new StringBuilder();
        if (Scheme.Length > 0) text.Append(Scheme).Append(':');
        if (Opaque.Length > 0) text.Append(Opaque);
        else WriteHierarchy(context, text);
        if (Query.Length > 0) text.Append('?').Append(Query);
        if (Fragment.Length > 0) text.Append('#').Append(UrlEscape.Escape(Fragment, UrlPart.Fragment, context));
        context.ReserveSize(text.Length);
        return text.ToString();
    }

    private void WriteHierarchy(RenderContext context, StringBuilder text)
    {
        if (Scheme.Length > 0 || Host.Length > 0 || UserInfo is not null)
        {
            if (Host.Length > 0 || Path.Length > 0 || UserInfo is not null) text.Append("//");
            if (UserInfo is not null) text.Append(UserInfo).Append('@');
            text.Append(UrlEscape.Escape(Host, UrlPart.Host, context));
        }

        var path = Path == "*" ? Path : UrlEscape.Escape(Path, UrlPart.Path, context);
        if (path.Length > 0 && path[0] != '/' && Host.Length > 0) text.Append('/');

        // A colon in the first segment would read back as a scheme.
        if (text.Length == 0 && HasColonInFirstSegment(path)) text.Append("./");
        text.Append(path);
    }

    private static bool HasColonInFirstSegment(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return path.AsSpan(0, slash < 0 ? path.Length : slash).Contains(':');
    }

    private static GoUrl Explain(string text, Func<GoUrl> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException problem)
        {
            throw new FormatException($"parse {GoQuote.Excerpt(text)}: {problem.Message}", problem);
        }
    }

    private static GoUrl ParseMain(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\0', '\x1F') || text.Contains('\x7F', StringComparison.Ordinal))
            throw new FormatException("net/url: invalid control character in URL");
        if (text == "*") return new GoUrl { Path = "*" };
        var (scheme, rest) = SplitScheme(text);
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var url = new GoUrl { Scheme = scheme, Query = question < 0 ? "" : rest[(question + 1)..] };
        if (question >= 0) rest = rest[..question];
        if (!rest.StartsWith('/'))
        {
            if (scheme.Length > 0) return url with { Opaque = rest };
            if (HasColonInFirstSegment(rest))
                throw new FormatException("first path segment in URL cannot contain colon");
        }

        var hasAuthority = rest.StartsWith("//", StringComparison.Ordinal)
            && (scheme.Length > 0 || !rest.StartsWith("///", StringComparison.Ordinal));
        if (hasAuthority)
        {
            var slash = rest.IndexOf('/', 2);
            url = ParseAuthority(url, slash < 0 ? rest[2..] : rest[2..slash]);
            rest = slash < 0 ? "" : rest[slash..];
        }

        return url with { Path = UrlEscape.Unescape(rest, UrlPart.Path) };
    }

    private static GoUrl ParseAuthority(GoUrl url, string authority)
    {
        var at = authority.LastIndexOf('@');
        var host = UrlHost.Parse(authority[(at + 1)..]);
        return url with { Host = host, UserInfo = at < 0 ? null : ParseUserInfo(authority[..at]) };
    }

    private static (string Scheme, string Remainder) SplitScheme(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetter(c) || (i > 0 && (char.IsAsciiDigit(c) || c is '+' or '-' or '.'))) continue;
            if (c != ':') break;
            if (i == 0) throw new FormatException("missing protocol scheme");
            return (text[..i].ToLowerInvariant(), text[(i + 1)..]);
        }

        return ("", text);
    }
}
