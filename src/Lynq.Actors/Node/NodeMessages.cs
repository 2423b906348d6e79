using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Port;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// Hub → node: this row shall exist as this node of this form. Idempotent; sent when the row, the form's generation or the
/// node itself is not as it should be. The node reads the form from its <c>IFormCatalog</c>.
/// </summary>
/// <remarks>
/// Removal has no message: the hub deletes the LynqNode with a uid precondition, and the node reacts to the deletion
/// timestamp that it observes.
/// </remarks>
public sealed record DesireNode : IActorMessage
{
    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>The hub it belongs to.</summary>
    public required HubKey Hub { get; init; }

    /// <summary>uid of the LynqHub object, for the owner reference.</summary>
    public required string HubUid { get; init; }

    /// <summary>The form it is rendered from.</summary>
    public required FormKey Form { get; init; }

    /// <summary>Generation of the form to render, or a later one.</summary>
    public required long FormGeneration { get; init; }

    /// <summary>
    /// The row. Null: the row is as the node last knew it (a form edit, a deleted LynqNode); a node that knows none answers
    /// with <see cref="Hub.RowNeeded"/>.
    /// </summary>
    public NodeRow? Row { get; init; }

    /// <summary>Hash of the row as <see cref="Hub.RowHash"/> makes it.</summary>
    public required UInt128 RowHash { get; init; }
}

/// <summary>
/// Rollout → node: the node may be created or changed now. It always answers, with PermitUsed or PermitReturned, also when it
/// no longer knows why it asked: a grant without answer is sent again when it has run out, so that no slot is lost with an actor.
/// </summary>
public sealed record PermitGranted : IActorMessage
{
    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>The form's generation that the permit was asked for.</summary>
    public required long FormGeneration { get; init; }

    /// <summary>Tells it from every other permit of the form; 0 from an older release.</summary>
    public long Number { get; init; }

    /// <summary>
    /// Until when the write must have ended: a permit of a rollout's actor that has died or moved cannot be used for longer, and its
    /// successor need not wait for longer. Null, from older releases, for no limit.
    /// </summary>
    public DateTimeOffset? UseBy { get; init; }
}

/// <summary>Informer → node: the LynqNode exists or has changed, by whomever.</summary>
public sealed record NodeObserved : IActorMessage
{
    private readonly ReadOnlyMemory<byte> _text;
    private JsonElement? _object;
    private ObjectIdentity? _identity;

    /// <summary>A message.</summary>
    public NodeObserved()
    {
    }

    /// <summary>A message whose object nobody has parsed yet.</summary>
    /// <param name="node">The node.</param>
    /// <param name="identity">What tells this state of it from another.</param>
    /// <param name="text">The whole LynqNode as JSON in UTF-8.</param>
    [SetsRequiredMembers]
    internal NodeObserved(NodeKey node, ObjectIdentity identity, ReadOnlyMemory<byte> text) => (Node, _identity, _text) = (node, identity, text);

    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>The whole LynqNode. Parsed when it is asked for: nobody asks of an echo.</summary>
    public required JsonElement Object { get => _object ??= JsonElement.Parse(_text.Span); init => _object = value; }

    /// <summary>What tells this state of it from another.</summary>
    internal ObjectIdentity Identity => _identity ??= ObjectIdentity.Of(Object);
}

/// <summary>Informer → node: the LynqNode no longer exists.</summary>
public sealed record NodeGone : IActorMessage
{
    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>uid of the object that is gone.</summary>
    public required string Uid { get; init; }
}

/// <summary>Watch → node: a managed object exists, has changed or is gone.</summary>
public sealed record ChildObserved : IActorMessage
{
    private UInt128? _ownFieldsDigest;

    /// <summary>The node that the object's tracking metadata name.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>The object, in the version in which its kind is watched.</summary>
    public required ResourceKey Resource { get; init; }

    /// <summary>uid of the object.</summary>
    public required string Uid { get; init; }

    /// <summary>resourceVersion of the object; equal to the answer of a write: an echo.</summary>
    public required string ResourceVersion { get; init; }

    /// <summary>metadata.generation; 0 for kinds without.</summary>
    public required long Generation { get; init; }

    /// <summary>True when the object is gone; the other members describe its last state.</summary>
    public bool Deleted { get; init; }

    /// <summary>True when the object has a deletion timestamp.</summary>
    public bool Deleting { get; init; }

    /// <summary>
    /// Digest of the fields that our field managers own in the object. It changes when anybody changes, removes or takes over
    /// a field that we declared, and not when others change fields of theirs. Made once, when it is asked for: nobody asks of an echo.
    /// </summary>
    [JsonIgnore]
    public UInt128 OwnFieldsDigest { get => _ownFieldsDigest ??= DigestOf(Object); init => _ownFieldsDigest = value; }

    /// <summary>
    /// The object: metadata only where the kind is watched metadata-only, else with spec and status. Its managedFields tell a node
    /// that starts anew whether everything that it declares is still as it left it.
    /// </summary>
    public JsonElement? Object { get; init; }

    /// <summary><see cref="OwnFieldsDigest"/> where it has been made already: what travels is not made for the journey.</summary>
    [JsonInclude, JsonPropertyName("OwnFieldsDigest"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal UInt128? KnownDigest { get => _ownFieldsDigest; init => _ownFieldsDigest = value; }

    private static UInt128 DigestOf(JsonElement? live) =>
        live is { } seen ? ManagedFields.OwnDigest(LiveMetadata.Of(seen).ManagedFields) : UInt128.Zero;
}

/// <summary>
/// Watch → node: everything that exists of this kind for the node has been told; what was not is not there. Comes again after each
/// later list: what was made and deleted between two lists shows in no event.
/// </summary>
public sealed record KindSynced : IActorMessage
{
    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>The kind.</summary>
    public required GroupVersionKind Kind { get; init; }

    /// <summary>resourceVersion of the last list by namespace; under the empty name that of all namespaces. What is newer than it was not yet there.</summary>
    public IReadOnlyDictionary<string, string> Lists { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The node's objects of the kind that there are.</summary>
    public IReadOnlyList<ResourceKey> Present { get; init; } = [];

    /// <summary>Who of the node's actors asked last; 0 when it did not say. What a predecessor was told its successor does not know.</summary>
    public long Asker { get; init; }
}

/// <summary>Watch → node: the kind cannot be watched at present (not served, or not permitted); it is tried again.</summary>
public sealed record KindUnavailable : IActorMessage
{
    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>The kind.</summary>
    public required GroupVersionKind Kind { get; init; }

    /// <summary>What the API server said.</summary>
    public required string Reason { get; init; }
}

/// <summary>Replica → node: come to life; the node's shard has found a new home, and nobody else has a word for it.</summary>
public sealed record WakeNode : IActorMessage
{
    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }
}

/// <summary>Replica → node: the watch of a kind has started anew and does not know its users.</summary>
public sealed record WatchStarted : IActorMessage
{
    /// <summary>The node.</summary>
    public required NodeKey Node { get; init; }

    /// <summary>The kind.</summary>
    public required GroupVersionKind Kind { get; init; }
}

/// <summary>The messages that a node's actor understands, with their manifests.</summary>
public static class NodeMessages
{
    /// <summary>Stable manifest and type of each message.</summary>
    public static IEnumerable<KeyValuePair<string, JsonTypeInfo>> Manifests { get; } =
    [
        new("node/desire/v1", NodeMessagesJson.Default.DesireNode),
        new("node/permit-granted/v1", NodeMessagesJson.Default.PermitGranted),
        new("node/observed/v1", NodeMessagesJson.Default.NodeObserved),
        new("node/gone/v1", NodeMessagesJson.Default.NodeGone),
        new("node/child-observed/v1", NodeMessagesJson.Default.ChildObserved),
        new("node/kind-synced/v1", NodeMessagesJson.Default.KindSynced),
        new("node/kind-unavailable/v1", NodeMessagesJson.Default.KindUnavailable),
        new("node/wake/v1", NodeMessagesJson.Default.WakeNode),
        new("node/watch-started/v1", NodeMessagesJson.Default.WatchStarted),
    ];
}
