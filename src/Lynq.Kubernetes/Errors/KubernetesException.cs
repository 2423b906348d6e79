namespace Lynq.Kubernetes;

/// <summary>A request that the API server refused or that got no usable answer. Carries the server's Status, or one of the client's own making with code 0.</summary>
public sealed class KubernetesException : Exception
{
    /// <summary>A failure with what the server said about it.</summary>
    public KubernetesException(KubernetesRequest request, KubernetesStatus status, TimeSpan? retryAfter = null, Exception? innerException = null)
        : base($"{request}: {Describe(status)}", innerException)
    {
        Request = request;
        Status = status;
        RetryAfter = retryAfter ?? (status.Details?.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    /// <summary>What was asked.</summary>
    public KubernetesRequest Request { get; }

    /// <summary>What the server said.</summary>
    public KubernetesStatus Status { get; }

    /// <summary>HTTP status code; 0 when no complete answer came.</summary>
    public int StatusCode => Status.Code;

    /// <summary>The reason in one word, see <see cref="StatusReasons"/>.</summary>
    public string Reason => Status.Reason;

    /// <summary>After how long to try again, where the server says.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The object or the resource does not exist.</summary>
    public bool IsNotFound => StatusCode == 404;

    /// <summary>The object exists already.</summary>
    public bool IsAlreadyExists => StatusCode == 409 && Is(StatusReasons.AlreadyExists);

    /// <summary>The object changed meanwhile, a precondition failed, or another manager holds a field.</summary>
    public bool IsConflict => StatusCode == 409 && !Is(StatusReasons.AlreadyExists);

    /// <summary>The version asked for is no longer kept: list again.</summary>
    public bool IsExpired => StatusCode == 410;

    /// <summary>The object breaks the rules of its kind.</summary>
    public bool IsInvalid => StatusCode == 422;

    /// <summary>The identity may not do that.</summary>
    public bool IsForbidden => StatusCode == 403;

    /// <summary>Asking again later may help: overload, a failing server, or no answer.</summary>
    public bool IsTransient => StatusCode is 0 or 408 or 429 or 500 or 502 or 503 or 504 && !Is(StatusReasons.CredentialsFailed);

    /// <summary>For a write: whether it may have been done although it failed.</summary>
    public bool MayHaveHappened => StatusCode is 0 or 500 or 502 or 504 && !Is(StatusReasons.TlsFailed) && !Is(StatusReasons.CredentialsFailed);

    private bool Is(string reason) => string.Equals(Reason, reason, StringComparison.Ordinal);

    private static string Describe(KubernetesStatus status)
    {
        var text = status.Message.Length > 0 ? status.Message : status.Reason;
        return status.Code == 0 ? text : $"{text} ({status.Code})";
    }
}
