using System.Text.Json;

namespace Lynq.Kubernetes;

/// <summary>All resources in two requests, from servers that offer <c>APIGroupDiscoveryList</c> (1.26 and later).</summary>
internal static class AggregatedDiscovery
{
    private const string Accept =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    /// <summary>Null when the server answers in the old form.</summary>
    public static async Task<IReadOnlyList<ApiResource>?> TryReadAsync(IKubernetesClient client, CancellationToken cancellationToken)
    {
        var all = new List<ApiResource>();
        foreach (var path in (string[])["/api", "/apis"])
        {
            var answer = await client.SendAsync(KubernetesRequest.Raw(path) with { Accept = Accept }, Representation.Full, cancellationToken);
            if (!answer.TryGetProperty("kind", out var kind) || !kind.ValueEquals("APIGroupDiscoveryList"u8))
                return null;
            foreach (var group in answer.GetProperty("items").EnumerateArray())
                Add(all, group);
        }

        return all;
    }

    private static void Add(List<ApiResource> all, JsonElement group)
    {
        // The core group has no name.
        var name = group.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("name", out var text) ? text.GetString() ?? "" : "";
        foreach (var version in group.GetProperty("versions").EnumerateArray())
        {
            if (!version.TryGetProperty("resources", out var resources))
                continue;
            foreach (var resource in resources.EnumerateArray())
            {
                if (Parse(name, version.GetProperty("version").GetString()!, resource) is { } parsed)
                    all.Add(parsed);
            }
        }
    }

    private static ApiResource? Parse(string group, string version, JsonElement resource)
    {
        // Resources that only have subresources have no kind of their own.
        if (!resource.TryGetProperty("responseKind", out var response) || response.GetProperty("kind").GetString() is not { Length: > 0 } kind)
            return null;
        var subresources = resource.TryGetProperty("subresources", out var list)
            ? list.EnumerateArray().Select(entry => entry.GetProperty("subresource").GetString()).ToHashSet(StringComparer.Ordinal)
            : [];
        return new(group, version, kind, resource.GetProperty("resource").GetString()!, resource.GetProperty("scope").ValueEquals("Namespaced"u8))
        {
            Verbs = VerbNames.Parse(resource),
            HasStatus = subresources.Contains("status"),
            HasScale = subresources.Contains("scale"),
        };
    }
}
