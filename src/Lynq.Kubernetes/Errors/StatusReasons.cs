namespace Lynq.Kubernetes;

/// <summary>Reasons of failures: those of the API server (<c>k8s.io/apimachinery</c>'s <c>StatusReason</c>) that are acted upon, and the client's own for failures without an answer.</summary>
public static class StatusReasons
{
    /// <summary>There is no such object, or no such resource.</summary>
    public const string NotFound = "NotFound";

    /// <summary>An object of the name exists.</summary>
    public const string AlreadyExists = "AlreadyExists";

    /// <summary>The object changed meanwhile, a precondition failed, or another manager holds a field.</summary>
    public const string Conflict = "Conflict";

    /// <summary>The object breaks the rules of its kind.</summary>
    public const string Invalid = "Invalid";

    /// <summary>The identity may not do that.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>The identity is not known.</summary>
    public const string Unauthorized = "Unauthorized";

    /// <summary>A resourceVersion or a continue token is too old.</summary>
    public const string Expired = "Expired";

    /// <summary>Gone (older servers say this for <see cref="Expired"/>).</summary>
    public const string Gone = "Gone";

    /// <summary>Too many requests.</summary>
    public const string TooManyRequests = "TooManyRequests";

    /// <summary>The server could not do it in time.</summary>
    public const string Timeout = "Timeout";

    /// <summary>The server itself failed.</summary>
    public const string InternalError = "InternalError";

    /// <summary>The server is not ready to serve.</summary>
    public const string ServiceUnavailable = "ServiceUnavailable";

    /// <summary>No connection, or it broke before the answer was complete (client's own).</summary>
    public const string ConnectionFailed = "ConnectionFailed";

    /// <summary>The server accepted the request and fell silent (client's own).</summary>
    public const string NoAnswer = "NoAnswer";

    /// <summary>The server's certificate was not accepted, or the handshake failed (client's own).</summary>
    public const string TlsFailed = "TlsFailed";

    /// <summary>The answer is not what was asked for: cut off or no JSON (client's own).</summary>
    public const string MalformedAnswer = "MalformedAnswer";

    /// <summary>The client's own credentials could not be obtained (client's own).</summary>
    public const string CredentialsFailed = "CredentialsFailed";

    /// <summary>A write was held back because its <see cref="KubernetesRequest.Fence"/> was closed (client's own).</summary>
    public const string Fenced = "Fenced";
}
