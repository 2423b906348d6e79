using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Crds;
using Lynq.Crds.Validation;

namespace Lynq.Actors.Rollout;

/// <summary>
/// Node → rollout: the node wants to change its content. Asked only when the form has a maxSkew above 0. Idempotent: who asks again
/// while a permit is on its way gets no second one.
/// </summary>
public sealed record PermitRequested : IActorMessage
{
    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }

    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>Generation of the form that it would change to.</summary>
    public required long FormGeneration { get; init; }

    /// <summary>The LynqNode does not exist yet.</summary>
    public bool IsCreation { get; init; }

    /// <summary>The node is failing already: a newer generation may be its cure (contract §12).</summary>
    public bool Urgent { get; init; }

    /// <summary>Number of the last permit that has reached the node, whatever became of it; 0 for none.</summary>
    public long LastPermit { get; init; }
}

/// <summary>Node → rollout: the LynqNode was written under the permit. The slot is free again when that write has settled.</summary>
public sealed record PermitUsed : IActorMessage
{
    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }

    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>metadata.generation of the LynqNode after the write.</summary>
    public required long ObjectGeneration { get; init; }

    /// <summary>Number of the permit; 0 from an older release.</summary>
    public long Permit { get; init; }

    /// <summary>uid of the LynqNode that was written; empty from an older release.</summary>
    public string ObjectUid { get; init; } = "";
}

/// <summary>Node → rollout: the permit, or the wish for one, is no longer needed (content unchanged, write failed, node started anew).</summary>
public sealed record PermitReturned : IActorMessage
{
    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }

    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>Number of the permit; 0 from an older release.</summary>
    public long Permit { get; init; }

    /// <summary>Only the wish is taken back. A permit that is on its way to the node will be answered by itself.</summary>
    public bool IsWishOnly { get; init; }
}

/// <summary>Informer → rollout: the form exists or has changed.</summary>
public sealed record FormObserved : IActorMessage
{
    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }

    /// <summary>The LynqForm without its resources.</summary>
    public required JsonElement Object { get; init; }

    /// <summary>What is wrong with this generation of it, apart from its hub.</summary>
    public required IReadOnlyList<Problem> Errors { get; init; }

    /// <summary>Whether the hub of its hubId exists in its namespace.</summary>
    public required bool HubExists { get; init; }
}

/// <summary>Informer → rollout: the form no longer exists.</summary>
public sealed record FormGone : IActorMessage
{
    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }
}

/// <summary>Informer → rollout: the hub that the form names appeared or went.</summary>
public sealed record HubPresenceChanged : IActorMessage
{
    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }

    /// <summary>Whether the hub exists now.</summary>
    public required bool HubExists { get; init; }
}

/// <summary>Informer → rollout: a node of the form exists or has changed.</summary>
public sealed record FormNodeObserved : IActorMessage
{
    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }

    /// <summary>The node.</summary>
    public required NodeDigest Digest { get; init; }
}

/// <summary>Informer → rollout: a node of the form is gone.</summary>
public sealed record FormNodeGone : IActorMessage
{
    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }

    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>uid of the LynqNode that is gone; empty from an older release. A successor of its name may exist already.</summary>
    public string ObjectUid { get; init; } = "";
}

/// <summary>Hub → rollout: how many nodes the form shall have, counting those not created yet.</summary>
public sealed record NodesDesired : IActorMessage
{
    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }

    /// <summary>Number of nodes; 0 or more.</summary>
    public required int Count { get; init; }
}

/// <summary>Rollout → its successor in another process: the slots as they were at the end.</summary>
public sealed record RolloutHandedOver : IActorMessage
{
    /// <summary>The form.</summary>
    public required FormKey Form { get; init; }

    /// <summary>The slots.</summary>
    public required IReadOnlyList<HandedOverSlot> Slots { get; init; }
}

/// <summary>A node that may be changed or is changing.</summary>
public sealed record HandedOverSlot
{
    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>The form's generation that its permit is for.</summary>
    public required long FormGeneration { get; init; }

    /// <summary>When the permit was granted.</summary>
    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>Number of the permit; 0 for none, or from an older release.</summary>
    public long Permit { get; init; }

    /// <summary>The node has not answered the permit yet.</summary>
    public bool UnderWay { get; init; }

    /// <summary>metadata.generation of the node when the permit was granted; 0 when it did not exist.</summary>
    public required long GenerationBefore { get; init; }

    /// <summary>uid of the LynqNode that is meant; empty when there was none, or from an older release.</summary>
    public string ObjectUid { get; init; } = "";

    /// <summary>metadata.generation that the node's write produced; null until it has written.</summary>
    public long? Written { get; init; }

    /// <summary>What an earlier permit of the node had written when this one was granted, if that had not settled.</summary>
    public long? WrittenBefore { get; init; }

    /// <summary>The node was failing before it was changed.</summary>
    public bool WasFailing { get; init; }
}

/// <summary>The messages that a rollout's actor understands, with their manifests.</summary>
public static class RolloutMessages
{
    /// <summary>Stable manifest and type of each message.</summary>
    public static IEnumerable<KeyValuePair<string, JsonTypeInfo>> Manifests { get; } =
    [
        new("rollout/permit-requested/v1", RolloutMessagesJson.Default.PermitRequested),
        new("rollout/permit-used/v1", RolloutMessagesJson.Default.PermitUsed),
        new("rollout/permit-returned/v1", RolloutMessagesJson.Default.PermitReturned),
        new("rollout/form-observed/v1", RolloutMessagesJson.Default.FormObserved),
        new("rollout/form-gone/v1", RolloutMessagesJson.Default.FormGone),
        new("rollout/hub-presence/v1", RolloutMessagesJson.Default.HubPresenceChanged),
        new("rollout/node-observed/v1", RolloutMessagesJson.Default.FormNodeObserved),
        new("rollout/node-gone/v1", RolloutMessagesJson.Default.FormNodeGone),
        new("rollout/nodes-desired/v1", RolloutMessagesJson.Default.NodesDesired),
        new("rollout/handed-over/v1", RolloutMessagesJson.Default.RolloutHandedOver),
    ];
}
