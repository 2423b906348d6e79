using System.Text.Json.Nodes;
using Lynq.Sandbox.Lifecycle;
using Lynq.Sandbox.Patching;
using Lynq.Sandbox.Reading;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Api;

/// <summary>Answers create, update, patch, delete and deletecollection.</summary>
internal sealed class WriteHandler(ObjectStore store, ObjectWriter writer, Deleter deleter, TimeProvider time)
{
    public const string MergePatchType = "application/merge-patch+json";
    public const string JsonPatchType = "application/json-patch+json";
    public const string StrategicPatchType = "application/strategic-merge-patch+json";
    public const string ApplyPatchType = "application/apply-patch+yaml";

    // These built-in kinds answer a deletion with the deleted object instead of a Status.
    private static readonly HashSet<string> ReturnsDeleted = new(StringComparer.Ordinal)
    {
        "pods", "podtemplates", "persistentvolumes", "persistentvolumeclaims", "resourcequotas", "serviceaccounts", "services",
        "storageclasses.storage.k8s.io", "csidrivers.storage.k8s.io", "csinodes.storage.k8s.io", "volumeattachments.storage.k8s.io",
    };

    public async Task CreateAsync(ResourceRequest request)
    {
        var options = request.WriteOptions("");
        var body = await RequestBody.ReadObjectAsync(request.Http.Request, request.Cancellation);
        var result = await writer.CreateAsync(request.Type, body, request.Info.Namespace, options, request.Cancellation);
        await SendAsync(request, 201, result.Object, options);
    }

    public async Task UpdateAsync(ResourceRequest request)
    {
        var options = request.WriteOptions(request.Info.Subresource);
        var body = await RequestBody.ReadObjectAsync(request.Http.Request, request.Cancellation);
        ObjectIdentity.Check(request.Type, body, request.Info.Namespace, request.Info.Name);
        if (CreatesOnUpdate(request.Type) && store.Collection(request.Type.StorageKey).Find(request.Info.Key) is null)
        {
            var made = await writer.CreateAsync(request.Type, body, request.Info.Namespace, options, request.Cancellation);
            await SendAsync(request, 201, made.Object, options);
            return;
        }

        var result = await writer.ChangeAsync(request.Type, request.Info.Key, live =>
        {
            ObjectIdentity.CheckReplaced(request.Type, body, live);
            return body.Copy();
        }, options, request.Cancellation);
        await SendAsync(request, 200, result.Object, options);
    }

    public async Task PatchAsync(ResourceRequest request)
    {
        var contentType = ContentType(request);
        var options = request.WriteOptions(request.Info.Subresource);
        if (contentType == ApplyPatchType)
        {
            await ApplyAsync(request, options);
            return;
        }

        if (request.Flag("force"))
            throw new ApiException(422, Reasons.Invalid, "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch", []);
        var patch = await RequestBody.ReadAsync(request.Http.Request, request.Cancellation);
        var change = Change(request.Type, contentType, patch);
        options = options with { Patch = contentType == StrategicPatchType ? _ => GoText.Of(patch) : patched => patched.ToJsonString() };
        var result = await writer.ChangeAsync(request.Type, request.Info.Key, change, options, request.Cancellation);
        await SendAsync(request, 200, result.Object, options);
    }

    public async Task DeleteAsync(ResourceRequest request)
    {
        var options = await ReadDeleteAsync(request);
        var result = await deleter.DeleteAsync(request.Type, request.Info.Key, options, request.User, request.Cancellation);
        Answers.Warn(request.Http, options.Warnings);
        if (result.Removed && !ReturnsDeleted.Contains(request.Type.GroupResource))
            await Answers.SendAsync(request.Http, 200, Answers.Deleted(request.Type, result.Object));
        else
            await Answers.SendAsync(request.Http, 200, result.Object, View(request));
    }

    public async Task DeleteCollectionAsync(ResourceRequest request)
    {
        var options = await ReadDeleteAsync(request);
        var fields = FieldSelector.Parse(request.Query("fieldSelector"), request.Type);
        var labels = LabelSelector.Parse(request.Query("labelSelector"));
        var space = request.Info.Namespace.Length > 0 ? request.Info.Namespace : request.Type.Namespaced ? null : "";
        var deleted = new List<StoredObject>();
        foreach (var stored in store.Collection(request.Type.StorageKey).Snapshot(space))
        {
            if (!labels.Matches(stored.Labels) || !fields.Matches(stored, request.Type)) continue;
            try
            {
                await deleter.DeleteAsync(request.Type, stored.Key, options, request.User, request.Cancellation);
                deleted.Add(stored);
            }
            catch (ApiException gone) when (gone.Reason == Reasons.NotFound)
            {
                // Another deletion was faster.
            }
        }

        Answers.Begin(request.Http, 200);
        new ListPage(deleted, store.Version, null, null).Write(request.Http.Response.BodyWriter, View(request), time, "Metadata");
        await request.Http.Response.BodyWriter.FlushAsync(request.Cancellation);
    }

    private async Task ApplyAsync(ResourceRequest request, WriteOptions options)
    {
        if (request.Query("fieldManager").Length == 0)
            throw new ApiException(422, Reasons.Invalid, "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch", []);
        var body = await RequestBody.ReadObjectAsync(request.Http.Request, request.Cancellation);
        if (body.Text("apiVersion").Length == 0 || body.Text("kind").Length == 0)
            throw Errors.BadRequest("Object 'Kind' or 'apiVersion' is missing in the applied configuration");
        var result = await writer.ApplyAsync(request.Type, request.Info.Key, body, options, request.Cancellation);
        await SendAsync(request, result.Created ? 201 : 200, result.Object, options);
    }

    private static Func<JsonObject, JsonObject> Change(ResourceType type, string contentType, JsonNode? patch) => contentType switch
    {
        MergePatchType when patch is JsonObject => live => MergePatch.Apply(live, patch)!.AsObject(),
        JsonPatchType => live => JsonPatch.Apply(live, patch),
        StrategicPatchType when type.Custom is null && patch is JsonObject changes => live => StrategicPatch.Apply(live, changes, type.Schema),
        _ => throw Errors.BadRequest("error decoding patch: the patch is not of the form that its content type names"),
    };

    private static string ContentType(ResourceRequest request)
    {
        var contentType = request.Http.Request.ContentType?.Split(';')[0].Trim() ?? "";
        var known = contentType is MergePatchType or JsonPatchType or ApplyPatchType
            || (contentType == StrategicPatchType && request.Type.Custom is null);
        return known
            ? contentType
            : throw Errors.Unsupported(contentType, JsonPatchType, MergePatchType, ApplyPatchType);
    }

    private static async ValueTask<DeleteRequest> ReadDeleteAsync(ResourceRequest request)
    {
        var body = await RequestBody.ReadAsync(request.Http.Request, request.Cancellation) as JsonObject;
        var preconditions = body.Child("preconditions");
        var propagation = body?["propagationPolicy"].AsText() ?? (request.Query("propagationPolicy") is { Length: > 0 } asked ? asked : null);
        if (propagation is not (null or "Orphan" or "Background" or "Foreground"))
            throw new ApiException(422, Reasons.Invalid, $"DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"{propagation}\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"", []);
        if (body?["orphanDependents"] is not null && propagation is not null)
            throw new ApiException(422, Reasons.Invalid, $"DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Invalid value: \"{propagation}\": orphanDependents and deletionPropagation cannot be both set", []);
        if (body?["orphanDependents"] is { } orphan) propagation = orphan.GetValue<bool>() ? "Orphan" : "Background";
        return new DeleteRequest
        {
            Uid = preconditions?["uid"].AsText(),
            ResourceVersion = preconditions?["resourceVersion"].AsText(),
            Propagation = propagation,
            GraceSeconds = body.Number("gracePeriodSeconds") ?? (long.TryParse(request.Query("gracePeriodSeconds"), out var grace) ? grace : null),
            DryRun = ResourceRequest.IsDryRun(request.Http.Request) || body.Texts("dryRun").Contains("All", StringComparer.Ordinal),
        };
    }

    // Leases, endpoints and the like may be written by name without being there.
    private static bool CreatesOnUpdate(ResourceType type) => type.GroupResource is
        "leases.coordination.k8s.io" or "endpoints" or "events" or "events.events.k8s.io" or "limitranges" or "podtemplates"
        or "roles.rbac.authorization.k8s.io" or "rolebindings.rbac.authorization.k8s.io"
        or "clusterroles.rbac.authorization.k8s.io" or "clusterrolebindings.rbac.authorization.k8s.io";

    private async Task SendAsync(ResourceRequest request, int code, StoredObject stored, WriteOptions options)
    {
        Answers.Warn(request.Http, options.Warnings);
        await Answers.SendAsync(request.Http, code, stored, View(request));
    }

    private ObjectView View(ResourceRequest request) =>
        new(request.Type, Negotiation.Choose(request.Http.Request.Headers.Accept), time);
}
