using System.Text;
using System.Text.RegularExpressions;

namespace Lynq.Kubernetes.Transport;

/// <summary>A warning that the server gave with an answer: deprecated versions, unknown fields, what an admission policy finds doubtful.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Text">The server's words. They may quote values of the object that was sent: show them to its owner only.</param>
internal sealed record ServerWarning(KubernetesRequest Request, string Text)
{
    // Kubernetes sends its warnings under this code only (RFC 7234 §5.5.7: miscellaneous persistent warning).
    private const int Code = 299;
    private const int LongestSafeText = 300;

    // Linear in time: the text is another's.
    private const RegexOptions Safe = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Singleline;

    private static readonly Regex Escaped = new("""\\(?<letter>.)""", Safe);

    // "unknown field" and "duplicate field" name what is to be mended; anything else in quotes may be data.
    private static readonly Regex Quoted = new("""(?<field>(unknown|duplicate) field )?("([^"\\]|\\.)*("|$)|'[^']*'|`[^`]*`)""", Safe);

    // As k8s.io/apimachinery's field errors say it: "Invalid value: 5: must be …".
    private static readonly Regex BareValue = new("""(?<said>\b(Invalid|Unsupported|Duplicate|Forbidden) value: )[^:"]+""", Safe);

    /// <summary>The text for logs: cut, and without what the server quotes, but for names of fields.</summary>
    public string SafeText
    {
        get
        {
            var safe = Quoted.Replace(Text, match => match.Groups["field"].Success ? match.Value : "\"…\"");
            safe = BareValue.Replace(safe, "${said}…");
            return safe.Length > LongestSafeText ? safe[..LongestSafeText] + "…" : safe;
        }
    }

    /// <summary>The warnings of an answer, in order.</summary>
    internal static IEnumerable<ServerWarning> Of(KubernetesRequest request, HttpResponseMessage response)
    {
        foreach (var warning in response.Headers.Warning)
        {
            if (warning.Code == Code)
                yield return new(request, Unquote(warning.Text));
        }
    }

    // Headers are read as Latin-1, and the server writes UTF-8.
    private static string Unquote(string quoted)
    {
        var text = Escaped.Replace(quoted[1..^1], "${letter}");
        return text.All(letter => letter < 256) ? Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)) : text;
    }
}
