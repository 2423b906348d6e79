using System.Text.Json.Serialization.Metadata;
using Lynq.Actors.Port;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Watching;

/// <summary>
/// Node → watch: the node has resources of the kind. Answered with a ChildObserved for each that exists, then KindSynced
/// (or KindUnavailable); changes follow. Idempotent; asking again has everything told again.
/// </summary>
public sealed record ResourceInUse : IActorMessage
{
    /// <summary>The kind, which is the actor's key too.</summary>
    public required GroupVersionKind Kind { get; init; }

    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>Readiness of this kind needs spec or status; otherwise metadata suffice.</summary>
    public required bool NeedsStatus { get; init; }

    /// <summary>Who asks, of all the actors that the node has had; 0 when it does not say.</summary>
    public long Asker { get; init; }

    /// <summary>The node has said so before, and only makes sure: it is told which of its objects there are, none of them anew, unless it is not known.</summary>
    public bool IsReminder { get; init; }
}

/// <summary>Node → watch: the node has no resources of the kind any more. The watch ends after the last.</summary>
public sealed record ResourceReleased : IActorMessage
{
    /// <summary>The kind.</summary>
    public required GroupVersionKind Kind { get; init; }

    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }
}

/// <summary>The messages that a watch's actor understands, with their manifests.</summary>
public static class WatchMessages
{
    /// <summary>Stable manifest and type of each message.</summary>
    public static IEnumerable<KeyValuePair<string, JsonTypeInfo>> Manifests { get; } =
    [
        new("watch/in-use/v1", WatchMessagesJson.Default.ResourceInUse),
        new("watch/released/v1", WatchMessagesJson.Default.ResourceReleased),
    ];
}
