namespace Lynq.Scenarios;

internal sealed partial class Scenario
{
    /// <summary>An object, or null when there is none.</summary>
    public async Task<JsonElement?> GetAsync(ApiResource kind, string name, string? ns = null) =>
        await Client.FindAsync(kind.Named(ns ?? Ns, name), Representation.Full) is (true, var found) ? found : null;

    public async Task<bool> ExistsAsync(ApiResource kind, string name, string? ns = null) => await GetAsync(kind, name, ns) is not null;

    public async Task<IReadOnlyList<JsonElement?>> ListAsync(ApiResource kind, string? selector = null, string? ns = null)
    {
        var found = new List<JsonElement?>();
        await foreach (var item in Client.ListAsync(kind, new ListOptions { Namespace = kind.Namespaced ? ns ?? Ns : null, LabelSelector = selector }))
            found.Add(item);
        return found;
    }

    public async Task<IReadOnlyList<string>> NamesAsync(ApiResource kind) =>
        [.. (await ListAsync(kind)).Select(item => item.Name()!).Order(StringComparer.Ordinal)];

    public async Task<JsonElement?> CreateAsync(ApiResource kind, string? ns, JsonObject body)
    {
        body["apiVersion"] = kind.ApiVersion;
        body["kind"] = kind.Kind;
        return await Client.CreateAsync(kind, ns ?? Ns, body);
    }

    /// <summary>Creates by server-side apply as another manager.</summary>
    public async Task<JsonElement?> ApplyAsync(ApiResource kind, string name, JsonObject body, string manager = "other", string? ns = null)
    {
        body["apiVersion"] = kind.ApiVersion;
        body["kind"] = kind.Kind;
        if (body["metadata"] is not JsonObject metadata) body["metadata"] = metadata = [];
        metadata["name"] = name;
        return await Client.ApplyAsync(kind.Named(ns ?? Ns, name), body, new ApplyOptions { FieldManager = manager, Force = true });
    }

    /// <summary>Merge patch, as <c>kubectl patch --type=merge</c>.</summary>
    public Task PatchAsync(ApiResource kind, string name, string patch, string? ns = null, string manager = "kubectl-edit") =>
        Client.MergePatchAsync(kind.Named(ns ?? Ns, name), Json.Parse(patch), Representation.Metadata, new WriteOptions { FieldManager = manager });

    /// <summary>JSON patch.</summary>
    public Task JsonPatchAsync(ApiResource kind, string name, string operations, string? ns = null) =>
        Client.JsonPatchAsync(kind.Named(ns ?? Ns, name), JsonNode.Parse(operations)!, Representation.Metadata, new WriteOptions { FieldManager = "kubectl-edit" });

    /// <summary>Merge patch of a status.</summary>
    public Task StatusAsync(ApiResource kind, string name, JsonObject status, string? ns = null) =>
        Client.PatchStatusAsync(kind.Named(ns ?? Ns, name), Json.Map(("status", status)), Representation.Metadata, new WriteOptions { FieldManager = "kubelet" });

    public Task DeleteAsync(ApiResource kind, string name, string? ns = null) => Client.DeleteAsync(kind.Named(ns ?? Ns, name));

    /// <summary>Rolls a Deployment out for its present generation, as its controller would.</summary>
    public Task ReadyAsync(string deployment, string? ns = null) => DeploymentStatusAsync(deployment, ready: true, ns);

    /// <summary>The opposite.</summary>
    public Task UnreadyAsync(string deployment, string? ns = null) => DeploymentStatusAsync(deployment, ready: false, ns);

    private async Task DeploymentStatusAsync(string name, bool ready, string? ns)
    {
        var live = await Eventually.Returns(() => GetAsync(Kinds.Deployment, name, ns), found => found is not null, $"Deployment {name} exists", T2);
        await StatusAsync(Kinds.Deployment, name, ReadyDeployments.StatusOf(live, ready), ns);
    }
}
