namespace Lynq.Sandbox.Api;

/// <summary>The machine-readable reasons of a Status.</summary>
internal static class Reasons
{
    public const string AlreadyExists = nameof(AlreadyExists);
    public const string BadRequest = nameof(BadRequest);
    public const string Conflict = nameof(Conflict);
    public const string Expired = nameof(Expired);
    public const string Forbidden = nameof(Forbidden);
    public const string InternalError = nameof(InternalError);
    public const string Invalid = nameof(Invalid);
    public const string MethodNotAllowed = nameof(MethodNotAllowed);
    public const string NotAcceptable = nameof(NotAcceptable);
    public const string NotFound = nameof(NotFound);
    public const string Timeout = nameof(Timeout);
    public const string TooManyRequests = nameof(TooManyRequests);
    public const string Unauthorized = nameof(Unauthorized);
    public const string UnsupportedMediaType = nameof(UnsupportedMediaType);
}
