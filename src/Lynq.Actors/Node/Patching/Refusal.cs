using Lynq.Actors.Rights;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Patching;

/// <summary>Why a write was refused, as far as it decides what happens next.</summary>
internal enum RefusalKind : byte
{
    /// <summary>Try again later: overload, a failing server, no answer.</summary>
    Transient,

    /// <summary>Another manager holds a field (409 of an apply).</summary>
    FieldConflict,

    /// <summary>The object changed meanwhile or is another one than we took it for.</summary>
    Outdated,

    /// <summary>It has a controller already, so our owner reference was refused.</summary>
    HasController,

    /// <summary>A field cannot be changed on an existing object.</summary>
    Immutable,

    /// <summary>The write named a version of an object that does not exist, where the server does not take that for a creation.</summary>
    VersionOfNothing,

    /// <summary>Its namespace does not exist (yet).</summary>
    NamespaceMissing,

    /// <summary>Its namespace is on its way out: nothing can be created there.</summary>
    NamespaceTerminating,

    /// <summary>The server does not know the kind.</summary>
    KindMissing,

    /// <summary>The operator may not do that.</summary>
    Forbidden,

    /// <summary>The object breaks the rules of its kind, or something else that a retry alone will not heal.</summary>
    Invalid,
}

/// <summary>A refused write.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Message">What the server said, with the field where one is named.</param>
internal readonly record struct Refusal(RefusalKind Kind, string Message)
{
    private static readonly string[] ImmutableWords = ["field is immutable", "may not be changed", "is immutable", "updates to statefulset spec", "forbidden after creation", "cannot be changed"];

    /// <summary>Reads what the server said.</summary>
    public static Refusal Of(KubernetesException error) => new(KindOf(error), MessageOf(error));

    private static RefusalKind KindOf(KubernetesException error)
    {
        if (Says(error, "resourceVersion should not be set on objects to be created")) return RefusalKind.VersionOfNothing;
        if (error.IsTransient) return RefusalKind.Transient;
        if (error.IsConflict) return HasCause(error, "FieldManagerConflict") ? RefusalKind.FieldConflict : RefusalKind.Outdated;
        if (error.IsNotFound) return error.Status.Details?.Kind == "namespaces" ? RefusalKind.NamespaceMissing : RefusalKind.KindMissing;
        if (error.IsForbidden) return HasCause(error, "NamespaceTerminating") || Says(error, "because it is being terminated") ? RefusalKind.NamespaceTerminating : RefusalKind.Forbidden;
        if (Says(error, "Only one reference can have Controller set to true")) return RefusalKind.HasController;
        return error.IsInvalid && ImmutableWords.Any(words => Says(error, words)) ? RefusalKind.Immutable : RefusalKind.Invalid;
    }

    private static string MessageOf(KubernetesException error)
    {
        var text = error.Status.Message.Length > 0 ? error.Status.Message : error.Reason;
        var immutable = error.Status.Details?.Causes?.FirstOrDefault(c => ImmutableWords.Any(w => c.Message?.Contains(w, StringComparison.OrdinalIgnoreCase) == true));
        if (immutable?.Field is { Length: > 0 } field) text = $"field {field} cannot be changed on an existing object: {immutable.Message}";
        return MissingRight.Describe(error, text.Length <= 500 ? text : text[..500] + "…");
    }

    private static bool HasCause(KubernetesException error, string reason) =>
        error.Status.Details?.Causes?.Any(cause => cause.Reason == reason) == true;

    private static bool Says(KubernetesException error, string words) =>
        error.Status.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
