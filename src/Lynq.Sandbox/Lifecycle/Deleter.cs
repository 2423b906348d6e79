using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Kinds;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Lifecycle;

/// <summary>The options of a delete request.</summary>
internal sealed record DeleteRequest
{
    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }

    /// <summary>Orphan, Background or Foreground; null takes the kind's own default.</summary>
    public string? Propagation { get; init; }

    public long? GraceSeconds { get; init; }

    public bool DryRun { get; init; }

    /// <summary>Collected on the way; each becomes a Warning header.</summary>
    public List<string> Warnings { get; } = [];
}

/// <summary>Deletes objects, or marks them as terminating when something has to happen before.</summary>
internal sealed class Deleter(ObjectStore store, TimeProvider time, ObjectWriter writer, IAdmission admission)
{
    public const string OrphanFinalizer = "orphan";
    public const string ForegroundFinalizer = "foregroundDeletion";
    private const int Attempts = 50;

    public async ValueTask<WriteResult> DeleteAsync(
        ResourceType type, ObjectKey key, DeleteRequest request, UserInfo user, CancellationToken cancellation)
    {
        var collection = store.Collection(type.StorageKey);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var found = collection.Find(key) ?? throw Errors.NotFound(type, key.Name);
            var live = Versions.Read(found, type);
            CheckPreconditions(type, key, request, found);
            if (admission.Concerns(type, "DELETE", ""))
            {
                var options = new WriteOptions { User = user, Manager = "", DryRun = request.DryRun };
                var asked = new AdmissionRequest(type, "DELETE", key.Namespace, key.Name, null, live.Copy(), options);
                await admission.MutateAsync(asked, cancellation);
                await admission.ValidateAsync(asked, cancellation);
                request.Warnings.AddRange(options.Warnings);
            }

            if (TryDelete(type, collection, found, live, request) is { } result) return result;
        }

        throw Errors.Modified(type, key.Name);
    }

    private static void CheckPreconditions(ResourceType type, ObjectKey key, DeleteRequest request, StoredObject found)
    {
        if (request.Uid is { Length: > 0 } uid && uid != found.Uid)
        {
            throw Failed(type, key,
                $"the UID in the precondition ({uid}) does not match the UID in record ({found.Uid}). The object might have been deleted and then recreated");
        }

        var version = found.ResourceVersion.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (request.ResourceVersion is { Length: > 0 } wanted && wanted != version)
        {
            throw Failed(type, key,
                $"the ResourceVersion in the precondition ({wanted}) does not match the ResourceVersion in record ({version}). The object might have been modified");
        }
    }

    // This one refusal names the kind where all others name the resource.
    private static ApiException Failed(ResourceType type, ObjectKey key, string why)
    {
        var kind = type.Group.Length == 0 ? type.Kind : type.Kind + "." + type.Group;
        var details = Errors.Details(type, key.Name);
        details["kind"] = type.Kind;
        return new ApiException(409, Reasons.Conflict, $"Operation cannot be fulfilled on {kind} \"{key.Name}\": {why}", details);
    }

    // Null: another write came first.
    private WriteResult? TryDelete(ResourceType type, ObjectCollection collection, StoredObject found, JsonObject live, DeleteRequest request)
    {
        var metadata = live.Metadata();
        SetPropagation(type, metadata, request);
        var grace = Grace(type, live, request);
        var first = !metadata.ContainsKey("deletionTimestamp");
        var waits = metadata.Array("finalizers") is { Count: > 0 } || grace > 0 || HoldsNamespace(type, live);
        if (!waits)
        {
            if (request.DryRun) return new WriteResult(found, Removed: true);
            var gone = store.Remove(collection, found, Versions.Encode(live, type));
            if (gone is null) return null;
            KindTable.Of(type).Released(live, new KindContext(writer.Addresses, time.Seconds(), ""));
            return new WriteResult(gone, Removed: true);
        }

        Terminate(type, live, metadata, grace, first);
        var draft = Versions.Encode(live, type);
        if (draft.Tail.AsSpan().SequenceEqual(found.Tail)) return new WriteResult(found);
        if (request.DryRun) return new WriteResult(draft.At(found.ResourceVersion));
        var marked = store.Put(collection, found, draft);
        return marked is null ? null : new WriteResult(marked);
    }

    private void Terminate(ResourceType type, JsonObject live, JsonObject metadata, long grace, bool first)
    {
        if (first)
        {
            metadata["deletionTimestamp"] = time.GetUtcNow().AddSeconds(grace).UtcDateTime
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
            metadata["deletionGracePeriodSeconds"] = grace;
            if (metadata.Number("generation") is { } generation) metadata["generation"] = generation + 1;
            if (type.GroupResource == "namespaces") live.Ensure("status")["phase"] = "Terminating";
        }
        else if (grace < (metadata.Number("deletionGracePeriodSeconds") ?? 0))
        {
            metadata["deletionGracePeriodSeconds"] = grace;
        }
    }

    private static bool HoldsNamespace(ResourceType type, JsonObject live) =>
        type.GroupResource == "namespaces" && live.Child("spec").Array("finalizers") is { Count: > 0 };

    // Only pods that run somewhere get time to stop.
    private static long Grace(ResourceType type, JsonObject live, DeleteRequest request)
    {
        if (type.GroupResource != "pods" || live.Child("spec").Text("nodeName").Length == 0) return 0;
        if (live.Child("status").Text("phase") is "Succeeded" or "Failed") return 0;
        return request.GraceSeconds ?? live.Child("spec").Number("terminationGracePeriodSeconds") ?? 30;
    }

    private static void SetPropagation(ResourceType type, JsonObject metadata, DeleteRequest request)
    {
        var finalizers = metadata.Texts("finalizers").ToList();
        var before = finalizers.Count;
        var policy = request.Propagation ?? Standing(finalizers) ?? (OrphansByDefault(type) ? "Orphan" : "Background");
        finalizers.RemoveAll(finalizer => finalizer is OrphanFinalizer or ForegroundFinalizer);
        if (policy == "Orphan") finalizers.Add(OrphanFinalizer);
        if (policy == "Foreground") finalizers.Add(ForegroundFinalizer);
        if (finalizers.Count == 0 && before > 0) metadata.Remove("finalizers");
        else if (finalizers.Count > 0) metadata["finalizers"] = new JsonArray([.. finalizers.Select(one => (JsonNode)one)]);
    }

    private static string? Standing(List<string> finalizers) =>
        finalizers.Contains(OrphanFinalizer) ? "Orphan" : finalizers.Contains(ForegroundFinalizer) ? "Foreground" : null;

    private static bool OrphansByDefault(ResourceType type) => type.GroupResource is "jobs.batch" or "replicationcontrollers";
}
