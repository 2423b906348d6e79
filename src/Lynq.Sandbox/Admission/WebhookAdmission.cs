using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Patching;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Admission;

/// <summary>
/// Asks the webhooks of the stored configurations: mutating ones one after the other, those that want it once more when a later
/// one changed the object; validating ones all at once.
/// </summary>
internal sealed class WebhookAdmission : IAdmission
{
    private readonly WebhookCaller _caller;
    private readonly WebhookCatalog _mutating;
    private readonly WebhookCatalog _validating;
    private readonly ObjectCollection _namespaces;
    private readonly ResourceType _namespace;

    public WebhookAdmission(ObjectStore store, ResourceCatalog catalog, WebhookCaller caller)
    {
        _caller = caller;
        _namespaces = store.Collection("namespaces");
        _namespace = catalog.FindKind("v1", "Namespace")!;
        _mutating = Of("MutatingWebhookConfiguration");
        _validating = Of("ValidatingWebhookConfiguration");

        WebhookCatalog Of(string kind)
        {
            var type = catalog.FindKind("admissionregistration.k8s.io/v1", kind)!;
            return new WebhookCatalog(store.Collection(type.StorageKey), type);
        }
    }

    public bool Concerns(ResourceType type, string operation, string subresource) =>
        // A broken webhook must not keep anybody from removing its configuration.
        type.Group != "admissionregistration.k8s.io"
        && (_mutating.Covers(type, operation, subresource) || _validating.Covers(type, operation, subresource));

    public async ValueTask<JsonObject?> MutateAsync(AdmissionRequest request, CancellationToken cancellation)
    {
        var webhooks = Wanted(_mutating, request);
        var changedBy = -1;
        for (var i = 0; i < webhooks.Count; i++)
        {
            var next = await MutateAsync(webhooks[i], request, cancellation);
            if (!ReferenceEquals(next, request.Object)) changedBy = i;
            request = request with { Object = next };
        }

        foreach (var webhook in webhooks.Take(Math.Max(changedBy, 0)).Where(webhook => webhook.Reinvoked))
            request = request with { Object = await MutateAsync(webhook, request, cancellation) };
        return request.Object;
    }

    public async ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancellation)
    {
        var webhooks = Wanted(_validating, request);
        var verdicts = await Task.WhenAll(webhooks.Select(webhook => AskAsync(webhook, request, cancellation)));
        for (var i = 0; i < webhooks.Count; i++) Accept(webhooks[i], verdicts[i], request);
    }

    private async Task<JsonObject?> MutateAsync(Webhook webhook, AdmissionRequest request, CancellationToken cancellation)
    {
        var verdict = await AskAsync(webhook, request, cancellation);
        Accept(webhook, verdict, request);
        if (verdict?.Patch is not { Count: > 0 } patch || request.Object is not { } value) return request.Object;
        try
        {
            var patched = JsonPatch.Apply(value.Copy(), patch);
            return JsonNode.DeepEquals(patched, value) ? value : patched;
        }
        catch (ApiException broken)
        {
            throw Errors.Internal("Internal error occurred: " + broken.Message);
        }
    }

    private static void Accept(Webhook webhook, WebhookVerdict? verdict, AdmissionRequest request)
    {
        if (verdict is null) return;
        request.Options.Warnings.AddRange(verdict.Warnings);
        if (!verdict.Allowed) throw verdict.Refusal(webhook.Name);
    }

    // Null: the webhook failed, and its policy says to go on.
    private async Task<WebhookVerdict?> AskAsync(Webhook webhook, AdmissionRequest request, CancellationToken cancellation)
    {
        if (request.Options.DryRun && !webhook.AllowsDryRun)
            throw Errors.BadRequest($"admission webhook \"{webhook.Name}\" does not support dry run");
        var uid = Guid.NewGuid().ToString();
        try
        {
            return await _caller.AskAsync(webhook, AdmissionReviews.Build(request, uid), uid, cancellation);
        }
        catch (WebhookFailure failure)
        {
            if (webhook.IgnoresFailure) return null;
            var why = $"failed calling webhook \"{webhook.Name}\": {failure.Message}";
            var causes = new JsonArray(new JsonObject { ["message"] = why });
            throw new ApiException(500, Reasons.InternalError, "Internal error occurred: " + why, new JsonObject { ["causes"] = causes });
        }
    }

    private List<Webhook> Wanted(WebhookCatalog catalog, AdmissionRequest request)
    {
        var labels = NamespaceLabels(request);
        return [.. catalog.All.Where(webhook =>
            webhook.Covers(request.Type, request.Operation, request.Options.Subresource) && webhook.Selects(labels, request.Object, request.OldObject))];
    }

    // Null: of no namespace, and so taken by every namespaceSelector. A Namespace is judged by its own labels.
    private JsonObject? NamespaceLabels(AdmissionRequest request)
    {
        if (request.Type == _namespace) return (request.Object ?? request.OldObject).Child("metadata").Child("labels") ?? [];
        if (!request.Type.Namespaced) return null;
        return _namespaces.Find(new ObjectKey("", request.Namespace))?.ToJson(_namespace).Child("metadata").Child("labels") ?? [];
    }
}
