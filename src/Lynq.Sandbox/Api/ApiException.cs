using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Api;

/// <summary>Ends a request with a Status of failure, as the API server words it.</summary>
internal sealed class ApiException : Exception
{
    public ApiException(int code, string reason, string message, JsonObject? details = null, int? retryAfter = null)
        : base(message)
    {
        Code = code;
        Reason = reason;
        Details = details;
        RetryAfterSeconds = retryAfter;
    }

    public ApiException()
        : this(500, Reasons.InternalError, "internal error")
    {
    }

    public ApiException(string message)
        : this(500, Reasons.InternalError, message)
    {
    }

    public ApiException(string message, Exception innerException)
        : base(message, innerException)
    {
        Code = 500;
        Reason = Reasons.InternalError;
    }

    public int Code { get; }

    public string Reason { get; }

    public JsonObject? Details { get; }

    public int? RetryAfterSeconds { get; }

    /// <summary>Whether the message alone is sent, as text.</summary>
    public bool IsPlainText { get; init; }

    /// <summary>The Status object that the client gets.</summary>
    public JsonObject ToStatus()
    {
        var details = Details?.DeepClone().AsObject();
        if (RetryAfterSeconds is { } seconds) (details ??= [])["retryAfterSeconds"] = seconds;
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (Reason.Length > 0) status["reason"] = Reason;
        if (details is not null) status["details"] = details;
        status["code"] = Code;
        return status;
    }
}
