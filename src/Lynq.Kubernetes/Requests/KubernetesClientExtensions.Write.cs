using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Kubernetes;

public static partial class KubernetesClientExtensions
{
    /// <summary>Creates an object. Never sent twice unless the server surely did not take it.</summary>
    /// <exception cref="KubernetesException">Refused (<see cref="KubernetesException.IsAlreadyExists"/>, …) or no answer (<see cref="KubernetesException.MayHaveHappened"/>).</exception>
    public static Task<T> CreateAsync<T>(this IKubernetesClient client, ApiResource resource, string? ns, RequestBody body, Representation<T> representation, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = new KubernetesRequest { Verb = RequestVerb.Create, Resource = resource, Namespace = resource.Namespaced ? ns : null, Body = body };
        return client.SendAsync(request.Apply(options), representation, cancellationToken);
    }

    /// <summary>Creates an object and reads it as the server stored it.</summary>
    /// <exception cref="KubernetesException">Refused, or no answer.</exception>
    public static Task<JsonElement> CreateAsync(this IKubernetesClient client, ApiResource resource, string? ns, RequestBody body, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
        client.CreateAsync(resource, ns, body, Representation.Full, options, cancellationToken);

    /// <summary>Replaces an object. With a resourceVersion in the body it replaces just that version, and may then be repeated safely: say so in <see cref="WriteOptions.Idempotent"/>.</summary>
    /// <exception cref="KubernetesException">Refused (<see cref="KubernetesException.IsConflict"/>, …) or no answer.</exception>
    public static Task<T> ReplaceAsync<T>(this IKubernetesClient client, ObjectAddress address, RequestBody body, Representation<T> representation, WriteOptions? options = null, string? subresource = null, CancellationToken cancellationToken = default) =>
        client.SendAsync((Request(RequestVerb.Update, address) with { Body = body, Subresource = subresource }).Apply(options), representation, cancellationToken);

    /// <summary>Server-side apply: creates the object, or changes it to have these fields and gives up fields applied before and left out now.</summary>
    /// <exception cref="KubernetesException">Refused (<see cref="KubernetesException.IsConflict"/>: another manager holds a field, see the causes) or no answer.</exception>
    public static Task<T> ApplyAsync<T>(this IKubernetesClient client, ObjectAddress address, RequestBody body, Representation<T> representation, ApplyOptions? options = null, string? subresource = null, CancellationToken cancellationToken = default)
    {
        var request = Request(RequestVerb.Apply, address) with { Body = body.As(RequestBody.ApplyPatch), Subresource = subresource };
        request = request.Apply(options);
        return client.SendAsync(options is { Force: true } ? request.With("force", "true") : request, representation, cancellationToken);
    }

    /// <summary>Server-side apply, answered with the whole object.</summary>
    /// <exception cref="KubernetesException">Refused, or no answer.</exception>
    public static Task<JsonElement> ApplyAsync(this IKubernetesClient client, ObjectAddress address, RequestBody body, ApplyOptions? options = null, CancellationToken cancellationToken = default) =>
        client.ApplyAsync(address, body, Representation.Full, options, null, cancellationToken);

    /// <summary>Changes an object by a JSON merge patch (RFC 7386).</summary>
    /// <exception cref="KubernetesException">Refused, or no answer.</exception>
    public static Task<T> MergePatchAsync<T>(this IKubernetesClient client, ObjectAddress address, RequestBody patch, Representation<T> representation, WriteOptions? options = null, string? subresource = null, CancellationToken cancellationToken = default) =>
        client.SendAsync((Request(RequestVerb.Patch, address) with { Body = patch.As(RequestBody.MergePatch), Subresource = subresource }).Apply(options), representation, cancellationToken);

    /// <summary>Changes an object by a JSON patch (RFC 6902).</summary>
    /// <exception cref="KubernetesException">Refused (422 also when a <c>test</c> operation fails), or no answer.</exception>
    public static Task<T> JsonPatchAsync<T>(this IKubernetesClient client, ObjectAddress address, RequestBody operations, Representation<T> representation, WriteOptions? options = null, string? subresource = null, CancellationToken cancellationToken = default) =>
        client.SendAsync((Request(RequestVerb.Patch, address) with { Body = operations.As(RequestBody.JsonPatch), Subresource = subresource }).Apply(options), representation, cancellationToken);

    /// <summary>Changes an object's status by a JSON merge patch of the form <c>{"status":{…}}</c>. Sending it twice does what sending it once does, so it is repeated when the answer is lost.</summary>
    /// <exception cref="KubernetesException">Refused, or no answer.</exception>
    public static Task<T> PatchStatusAsync<T>(this IKubernetesClient client, ObjectAddress address, RequestBody patch, Representation<T> representation, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        return client.MergePatchAsync(address, patch, representation, options with { Idempotent = options.Idempotent ?? true }, "status", cancellationToken);
    }

    /// <summary>Sets the number of replicas through the scale subresource.</summary>
    /// <exception cref="KubernetesException">Refused, or no answer.</exception>
    public static Task<JsonElement> ScaleAsync(this IKubernetesClient client, ObjectAddress address, int replicas, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var patch = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } };
        return client.MergePatchAsync(address, patch, Representation.Full, options with { Idempotent = options.Idempotent ?? true }, "scale", cancellationToken);
    }

    /// <summary>Deletes an object. Returns false when there was none.</summary>
    /// <exception cref="KubernetesException">Refused (<see cref="KubernetesException.IsConflict"/>: a precondition failed), or no answer.</exception>
    public static async Task<bool> DeleteAsync(this IKubernetesClient client, ObjectAddress address, DeleteOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var request = Request(RequestVerb.Delete, address) with
        {
            Body = DeleteBody(options),
            Priority = options.Priority,
            // With the uid a repeat cannot meet a successor of the same name.
            Idempotent = options.Uid is not null,
        };
        try
        {
            await client.SendAsync(request, Representation.Metadata, cancellationToken);
            return true;
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return false;
        }
    }

    private static JsonObject DeleteBody(DeleteOptions options)
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        if (options.Propagation is { } propagation)
            body["propagationPolicy"] = propagation.ToString();
        if (options.GracePeriodSeconds is { } grace)
            body["gracePeriodSeconds"] = grace;
        if (options.DryRun)
            body["dryRun"] = new JsonArray("All");
        var preconditions = new JsonObject();
        if (options.Uid is { } uid)
            preconditions["uid"] = uid;
        if (options.ResourceVersion is { } version)
            preconditions["resourceVersion"] = version;
        if (preconditions.Count > 0)
            body["preconditions"] = preconditions;
        return body;
    }

    private static KubernetesRequest Apply(this KubernetesRequest request, WriteOptions? options)
    {
        if (options is null)
            return request;
        request = request.WithOptional("fieldManager", options.FieldManager).WithOptional("fieldValidation", options.FieldValidation?.ToString());
        if (options.DryRun)
            request = request.With("dryRun", "All");
        return request with { Priority = options.Priority, Idempotent = options.Idempotent };
    }
}
