using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Text.Json;

namespace Lynq.Kubernetes.Transport;

/// <summary>Says in one type what went wrong, whatever went wrong.</summary>
internal static class FailureReader
{
    private const int LongestQuotedBody = 512;

    /// <summary>Reads an answer that is no success. Proxies answer with pages of their own; those are quoted, shortened.</summary>
    public static async Task<KubernetesException> ReadAsync(KubernetesRequest request, HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var code = (int)response.StatusCode;
        KubernetesStatus? status = null;
        var text = "";
        try
        {
            text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.Content.Headers.ContentType?.MediaType is "application/json")
                status = JsonSerializer.Deserialize(text, KubernetesJson.Default.KubernetesStatus);
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            // The status code alone says enough.
        }

        if (status is not { Code: not 0 })
            status = new() { Code = code, Reason = ReasonOf(code), Message = Quote(response, text) };
        return new(request, status, RetryAfter(response, time));
    }

    /// <summary>Names a failure without an answer; null for what is not the network's fault.</summary>
    public static KubernetesException? Of(KubernetesRequest request, Exception exception, bool timedOut) => exception switch
    {
        KubernetesException own => own,
        HttpRequestException { InnerException: KubernetesException own } => own,
        OperationCanceledException when timedOut => Own(request, StatusReasons.NoAnswer, "the server did not answer in time", exception),
        // In this way the handler says that it could not connect within its own time; nobody has cancelled anything.
        OperationCanceledException { InnerException: TimeoutException } => Own(request, StatusReasons.ConnectionFailed, "the connection failed: " + Innermost(exception), exception),
        OperationCanceledException => null,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException =>
            Own(request, StatusReasons.TlsFailed, "no secure connection: " + Innermost(exception), exception),
        HttpRequestException or IOException => Own(request, StatusReasons.ConnectionFailed, "the connection failed: " + Innermost(exception), exception),
        JsonException => Own(request, StatusReasons.MalformedAnswer, "the answer cannot be read: " + exception.Message, exception),
        _ => null,
    };

    public static KubernetesException Own(KubernetesRequest request, string reason, string message, Exception? cause = null) =>
        new(request, new() { Reason = reason, Message = message }, innerException: cause);

    /// <summary>A write that was held back. Like a busy server's refusal, so that it is tried again: a fence may open again.</summary>
    public static KubernetesException Fenced(KubernetesRequest request) =>
        new(request, new() { Code = 503, Reason = StatusReasons.Fenced, Message = $"not sent: this process may not write now ({request})" });

    /// <summary>Whether the request surely never left: then any verb may be sent again.</summary>
    public static bool NeverSent(KubernetesException failure) =>
        failure.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError }
            or OperationCanceledException { InnerException: TimeoutException };

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        if (header?.Delta is { } delta)
            return delta;
        return header?.Date is { } date && date - time.GetUtcNow() is { Ticks: > 0 } left ? left : null;
    }

    private static string ReasonOf(int code) => code switch
    {
        401 => StatusReasons.Unauthorized,
        403 => StatusReasons.Forbidden,
        404 => StatusReasons.NotFound,
        409 => StatusReasons.Conflict,
        410 => StatusReasons.Gone,
        422 => StatusReasons.Invalid,
        429 => StatusReasons.TooManyRequests,
        500 => StatusReasons.InternalError,
        503 => StatusReasons.ServiceUnavailable,
        504 => StatusReasons.Timeout,
        _ => "HTTP" + code.ToString(CultureInfo.InvariantCulture),
    };

    private static string Quote(HttpResponseMessage response, string text)
    {
        text = text.Trim();
        if (text.Length == 0)
            return response.ReasonPhrase ?? ((HttpStatusCode)response.StatusCode).ToString();
        return text.Length > LongestQuotedBody ? text[..LongestQuotedBody] + "…" : text;
    }

    private static string Innermost(Exception exception) => exception.GetBaseException().Message;
}
