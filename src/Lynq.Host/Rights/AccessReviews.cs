using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Kubernetes;

namespace Lynq.Host.Rights;

/// <summary>One right of this process.</summary>
/// <param name="Verb">What, such as <c>patch</c>.</param>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Resource">Plural, such as <c>deployments</c>, or <c>lynqnodes/status</c>.</param>
/// <param name="Namespace">Where; empty for all namespaces and for what has none.</param>
/// <param name="Name">Of which object; empty for all.</param>
internal readonly record struct Right(string Verb, string Group, string Resource, string Namespace, string Name = "")
{
    /// <summary>The resource with its group, as messages name it: <c>lynqnodes.operator.lynq.sh/status</c>.</summary>
    public string FullResource => Group.Length == 0 ? Resource : Resource.Split('/') is [var plural, var part] ? $"{plural}.{Group}/{part}" : $"{Resource}.{Group}";
}

/// <summary>Asks the API server by SelfSubjectAccessReviews what this process may do. Answers are kept for a minute: what is asked once is often asked again.</summary>
internal sealed class AccessReviews(IKubernetesClient client, TimeProvider time)
{
    private static readonly ApiResource Reviews = new("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", Namespaced: false);
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Right, (bool Allowed, DateTimeOffset At)> _known = new();

    /// <summary>Those of some rights that are missing, in their order.</summary>
    /// <exception cref="KubernetesException">The server does not answer.</exception>
    public async Task<IReadOnlyList<Right>> MissingAsync(IReadOnlyList<Right> rights, CancellationToken cancellationToken)
    {
        var allowed = await Task.WhenAll(rights.Select(right => IsAllowedAsync(right, cancellationToken)));
        return [.. rights.Where((_, i) => !allowed[i])];
    }

    private async Task<bool> IsAllowedAsync(Right right, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(right, out var known) && time.GetUtcNow() - known.At < KeptFor)
            return known.Allowed;
        var answer = await client.CreateAsync(Reviews, null, Review(right), cancellationToken: cancellationToken);
        var allowed = answer.TryGetProperty("status", out var status) && status.TryGetProperty("allowed", out var verdict) && verdict.ValueKind == JsonValueKind.True;
        _known[right] = (allowed, time.GetUtcNow());
        return allowed;
    }

    private static JsonObject Review(Right right)
    {
        var attributes = new JsonObject { ["verb"] = right.Verb, ["group"] = right.Group };
        var (resource, subresource) = right.Resource.Split('/') is [var plural, var part] ? (plural, part) : (right.Resource, "");
        foreach (var (key, value) in ((string, string)[])[("resource", resource), ("subresource", subresource), ("namespace", right.Namespace), ("name", right.Name)])
        {
            if (value.Length > 0)
                attributes[key] = value;
        }

        return new()
        {
            ["apiVersion"] = Reviews.ApiVersion,
            ["kind"] = Reviews.Kind,
            ["spec"] = new JsonObject { ["resourceAttributes"] = attributes },
        };
    }
}
