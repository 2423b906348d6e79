using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Crds;

namespace Lynq.Actors.Hub;

/// <summary>Informer → hub: the hub exists or has changed.</summary>
public sealed record HubObserved : IActorMessage
{
    /// <summary>The hub.</summary>
    public required HubKey Hub { get; init; }

    /// <summary>The whole LynqHub.</summary>
    public required JsonElement Object { get; init; }
}

/// <summary>Informer → hub: the hub no longer exists.</summary>
public sealed record HubGone : IActorMessage
{
    /// <summary>The hub.</summary>
    public required HubKey Hub { get; init; }
}

/// <summary>Informer → hub: a form of the hub appeared, has a new generation or a new verdict, or went.</summary>
public sealed record HubFormChanged : IActorMessage
{
    /// <summary>The hub.</summary>
    public required HubKey Hub { get; init; }

    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }

    /// <summary>Generation of the form; null when it is gone or is being deleted.</summary>
    public long? Generation { get; init; }

    /// <summary>Whether the form is valid at this generation; nodes of an invalid form stay as they are.</summary>
    public bool Valid { get; init; }
}

/// <summary>Informer → hub: a node of the hub exists or has changed.</summary>
public sealed record HubNodeObserved : IActorMessage
{
    /// <summary>The hub.</summary>
    public required HubKey Hub { get; init; }

    /// <summary>The node.</summary>
    public required NodeDigest Digest { get; init; }
}

/// <summary>Informer → hub: a node of the hub is gone.</summary>
public sealed record HubNodeGone : IActorMessage
{
    /// <summary>The hub.</summary>
    public required HubKey Hub { get; init; }

    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }
}

/// <summary>Node → hub: the node has lost its row (it was started anew without a LynqNode): send it again.</summary>
public sealed record RowNeeded : IActorMessage
{
    /// <summary>The hub.</summary>
    public required HubKey Hub { get; init; }

    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }
}

/// <summary>
/// Node → hub: the node could not be created or changed. The hub emits the reason as an event, counts the node as failed and
/// names it in its condition until the node is observed as desired, or reported again.
/// </summary>
public sealed record NodeRefused : IActorMessage
{
    /// <summary>The hub.</summary>
    public required HubKey Hub { get; init; }

    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>Reason of the event: <c>NodeCreateFailed</c> or <c>TemplateRenderFailed</c> (contract §14).</summary>
    public required string Reason { get; init; }

    /// <summary>What happened and what to do about it; without row values.</summary>
    public required string Message { get; init; }
}

/// <summary>Rollout → hub: maxSkew holds nodes of a form back. Sent when that begins, ends or the number has changed.</summary>
public sealed record NodesHeldBack : IActorMessage
{
    /// <summary>The hub.</summary>
    public required HubKey Hub { get; init; }

    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }

    /// <summary>Number of nodes waiting; 0 when none is.</summary>
    public required int Count { get; init; }

    /// <summary>The form's maxSkew.</summary>
    public required int MaxSkew { get; init; }
}

/// <summary>Anyone → hub: read the rows now, for example because the database's Secret has changed.</summary>
public sealed record SyncNow : IActorMessage
{
    /// <summary>The hub.</summary>
    public required HubKey Hub { get; init; }

    /// <summary>Why, for the log.</summary>
    public required string Cause { get; init; }

    /// <summary>Whether nodes have moved, so that what they had been told may be lost.</summary>
    public bool NodesMoved { get; init; }
}

/// <summary>
/// Node or rollout → hub: it follows a failure, or has moved, and does not know what it had been told. The hub tells again what
/// is not as it shall be. Names the node, or the form whose nodes wait for permits that nobody remembers.
/// </summary>
public sealed record WishesLost : IActorMessage
{
    /// <summary>The hub.</summary>
    public required HubKey Hub { get; init; }

    /// <summary>The node; null when it is about all nodes of <see cref="Form"/>.</summary>
    public NodeKey? Node { get; init; }

    /// <summary>The form; null when it is about <see cref="Node"/>.</summary>
    public FormKey? Form { get; init; }
}

/// <summary>The messages that a hub's actor understands, with their manifests.</summary>
public static class HubMessages
{
    /// <summary>Stable manifest and type of each message.</summary>
    public static IEnumerable<KeyValuePair<string, JsonTypeInfo>> Manifests { get; } =
    [
        new("hub/observed/v1", HubMessagesJson.Default.HubObserved),
        new("hub/gone/v1", HubMessagesJson.Default.HubGone),
        new("hub/form-changed/v1", HubMessagesJson.Default.HubFormChanged),
        new("hub/node-observed/v1", HubMessagesJson.Default.HubNodeObserved),
        new("hub/node-gone/v1", HubMessagesJson.Default.HubNodeGone),
        new("hub/row-needed/v1", HubMessagesJson.Default.RowNeeded),
        new("hub/node-refused/v1", HubMessagesJson.Default.NodeRefused),
        new("hub/nodes-held-back/v1", HubMessagesJson.Default.NodesHeldBack),
        new("hub/sync-now/v1", HubMessagesJson.Default.SyncNow),
        new("hub/wishes-lost/v1", HubMessagesJson.Default.WishesLost),
    ];
}
