using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Authoring;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Host.Admission;

/// <summary>Finds out what the operator may not do that a form asks of it, before the first node fails for it (contract §18).</summary>
internal interface IFormAccess
{
    /// <summary>One sentence for each kind with missing rights; never throws for a server that does not answer.</summary>
    Task<IReadOnlyList<string>> MissingAsync(LynqForm form, string ns, CancellationToken cancellationToken);
}

/// <summary>Asks the API server by SelfSubjectAccessReviews. Answers are kept for a minute: a form is seldom edited just once.</summary>
internal sealed class ApiFormAccess(IKubernetesClient client, IDiscovery discovery, TimeProvider time) : IFormAccess
{
    private static readonly string[] Verbs = ["get", "list", "watch", "create", "patch", "delete"];
    private static readonly ApiResource Reviews = new("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", Namespaced: false);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Verb, string Resource, string Namespace), (bool Allowed, DateTimeOffset At)> _known = new();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> MissingAsync(LynqForm form, string ns, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var places = FormKinds.Of(form).Where(r => r.Kind is not null).Select(r => (Kind: r.Kind!.Value, Namespace: NamespaceOf(r.Resource.Resource, ns))).Distinct().ToList();
            var answers = await Task.WhenAll(places.Select(place => MissingAsync(place.Kind, place.Namespace, limit.Token)));
            return [.. answers.OfType<string>()];
        }
        catch (Exception e) when (e is KubernetesException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Warnings are a courtesy: nobody waits for them, and what cannot be told is not told.
            return [];
        }
    }

    // Where a template makes the namespace, it may be any; so it may where the object itself names one.
    private static string NamespaceOf(ResourceTemplate resource, string ns) =>
        resource.TargetNamespace is { Length: > 0 } target ? target.Contains("{{", StringComparison.Ordinal) ? "" : target : ns;

    private async Task<string?> MissingAsync(GroupVersionKind kind, string ns, CancellationToken cancellationToken)
    {
        if (await discovery.FindAsync(kind, cancellationToken) is not { } resource)
            return $"the cluster has no kind {kind} yet: nodes wait until its CustomResourceDefinition is installed";
        var place = resource.Namespaced ? ns : "";
        var allowed = await Task.WhenAll(Verbs.Select(verb => IsAllowedAsync(verb, resource, place, cancellationToken)));
        var missing = Verbs.Where((_, i) => !allowed[i]).ToList();
        if (missing.Count == 0)
            return null;
        var where = place.Length > 0 ? $" in namespace {place}" : resource.Namespaced ? " in all namespaces" : "";
        return $"the operator may not {string.Join(", ", missing)} {Name(resource)}{where}: grant it (rbac.extraRules of the chart, or lynq rbac generate)";
    }

    private async Task<bool> IsAllowedAsync(string verb, ApiResource resource, string ns, CancellationToken cancellationToken)
    {
        var key = (verb, Name(resource), ns);
        if (_known.TryGetValue(key, out var known) && time.GetUtcNow() - known.At < KeptFor)
            return known.Allowed;
        var attributes = new JsonObject { ["verb"] = verb, ["group"] = resource.Group, ["resource"] = resource.Plural };
        if (ns.Length > 0)
            attributes["namespace"] = ns;
        var review = new JsonObject
        {
            ["apiVersion"] = Reviews.ApiVersion,
            ["kind"] = Reviews.Kind,
            ["spec"] = new JsonObject { ["resourceAttributes"] = attributes },
        };
        var answer = await client.CreateAsync(Reviews, null, review, cancellationToken: cancellationToken);
        var allowed = answer.TryGetProperty("status", out var status) && status.TryGetProperty("allowed", out var verdict) && verdict.ValueKind == JsonValueKind.True;
        _known[key] = (allowed, time.GetUtcNow());
        return allowed;
    }

    private static string Name(ApiResource resource) => resource.Group.Length > 0 ? $"{resource.Plural}.{resource.Group}" : resource.Plural;
}
