using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Patching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Applying;

/// <summary>One apply in progress: what is written where, and the calls that it needs.</summary>
internal sealed class ApplyContext(
    IKubernetesClient client, GoneNodes gone, ResourceSlot slot, NodeIdentity node, DateTimeOffset applyStart, RequestPriority priority, CancellationToken cancellationToken)
{
    public ResourceSlot Slot => slot;

    public ResourcePlan Plan => slot.Plan;

    public NodeIdentity Node => node;

    public DateTimeOffset ApplyStart { get; set; } = applyStart;

    /// <summary>Proof of ownership beside what the object says itself.</summary>
    public string? InventoryUid => slot.Uid;

    /// <summary>Whose the live object is, and how it may be written.</summary>
    public async ValueTask<(Owner Owner, Claim Claim)> ClaimAsync(LiveMetadata live)
    {
        var owner = OwnershipTable.Of(live, node, InventoryUid);
        if (owner.Tracker is { } tracker && await gone.HasGoneAsync(tracker, cancellationToken)) owner = OwnershipTable.WithoutTracker(live, node, InventoryUid);
        if (owner.Kind == OwnerKind.Unowned && SystemObjects.Contains(Plan.Kind, Plan.Namespace, Plan.Name))
            owner = new Owner(OwnerKind.Cluster, "the cluster itself; only conflictPolicy Force takes it over");
        return (owner, OwnershipTable.Decide(owner, Plan.Policies.Conflict == ConflictPolicy.Force));
    }

    // Kinds that are ready by existence answer with a few hundred bytes instead of the object.
    private Representation<JsonElement> Answer => slot.NeedsStatus ? Representation.Full : Representation.MetadataElement;

    /// <summary>The desired object as it is sent, if need be with the version that it must have.</summary>
    public RequestBody Whole(string? version = null) => new WholeBody(Plan, ApplyStart, version) { ContentType = RequestBody.Json };

    /// <summary>The same, to be changed at will.</summary>
    public JsonObject Body() => Plan.Desired(ApplyStart);

    public Task<JsonElement> Apply(RequestBody body, bool force) =>
        client.ApplyAsync(slot.Address, body, Answer, new ApplyOptions { Force = force, Priority = priority }, null, cancellationToken);

    public Task<JsonElement> Create(RequestBody body) =>
        client.CreateAsync(slot.Resource!, slot.Address.Namespace, body, Answer, new WriteOptions { Priority = priority }, cancellationToken);

    public Task<JsonElement> Replace(JsonObject body) =>
        client.ReplaceAsync(slot.Address, body, Answer, new WriteOptions { Priority = priority, Idempotent = true }, null, cancellationToken);

    public Task<JsonElement> Merge(JsonObject patch) =>
        client.MergePatchAsync(slot.Address, patch, Answer, new WriteOptions { Priority = priority }, null, cancellationToken);

    public Task Edit(JsonArray operations) =>
        client.JsonPatchAsync(slot.Address, operations, Answer, new WriteOptions { Priority = priority }, null, cancellationToken);

    public Task Delete(string uid) =>
        client.DeleteAsync(slot.Address, new DeleteOptions { Uid = uid, Propagation = DeletionPropagation.Background }, cancellationToken);

    /// <summary>The live object, whole; null when there is none.</summary>
    public async Task<JsonElement?> Read()
    {
        var (found, live) = await client.FindAsync(slot.Address, Representation.Full, cancellationToken);
        return found ? live : null;
    }
}
