using System.Net;
using System.Net.Sockets;
using Lynq.Templates.Formatting;

namespace Lynq.Templates.Functions.Urls;

/// <summary>The host and port of a URL.</summary>
internal static class UrlHost
{
    /// <summary>Checks and decodes a host with an optional port.</summary>
    /// <exception cref="FormatException">The host is malformed.</exception>
    internal static string Parse(string host)
    {
        if (!host.StartsWith('['))
        {
            var colon = host.IndexOf(':', StringComparison.Ordinal);
            if (colon >= 0) CheckPort(host[colon..]);
            return UrlEscape.Unescape(host, UrlPart.Host);
        }

        var close = host.LastIndexOf(']');
        if (close < 0) throw new FormatException("missing ']' in host");
        CheckPort(host[(close + 1)..]);
        var zone = host.AsSpan(0, close).IndexOf("%25");
        var address = host[1..(zone < 0 ? close : zone)];
        if (!IPAddress.TryParse(address, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
            throw new FormatException($"invalid host: ParseAddr({GoQuote.Excerpt(address)}): unable to parse IP");
        if (zone < 0) return UrlEscape.Unescape(host, UrlPart.Host);
        return UrlEscape.Unescape(host[..zone], UrlPart.Host)
            + UrlEscape.Unescape(host[zone..close], UrlPart.Zone)
            + UrlEscape.Unescape(host[close..], UrlPart.Host);
    }

    /// <summary>The host without its port and without the brackets of an IPv6 address.</summary>
    internal static string NameOf(string host)
    {
        var colon = host.LastIndexOf(':');
        if (colon >= 0 && IsPort(host.AsSpan(colon))) host = host[..colon];
        return host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host;
    }

    private static void CheckPort(string port)
    {
        if (port.Length > 0 && !IsPort(port)) throw new FormatException($"invalid port {GoQuote.Excerpt(port)} after host");
    }

    private static bool IsPort(ReadOnlySpan<char> text) => text[0] == ':' && !text[1..].ContainsAnyExceptInRange('0', '9');
}
