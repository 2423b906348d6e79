using Lynq.Actors.Authoring;
using Lynq.Crds;
using Lynq.Host.Rights;
using Lynq.Kubernetes;

namespace Lynq.Host.Admission;

/// <summary>Finds out what the operator may not do that a form asks of it, before the first node fails for it (contract §18).</summary>
internal interface IFormAccess
{
    /// <summary>One sentence for each kind with missing rights; never throws for a server that does not answer.</summary>
    Task<IReadOnlyList<string>> MissingAsync(LynqForm form, string ns, CancellationToken cancellationToken);
}

/// <summary>Asks the API server.</summary>
internal sealed class ApiFormAccess(AccessReviews reviews, IDiscovery discovery) : IFormAccess
{
    private static readonly string[] Verbs = ["get", "list", "watch", "create", "patch", "delete"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

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
        var missing = await reviews.MissingAsync([.. Verbs.Select(verb => new Right(verb, resource.Group, resource.Plural, place))], cancellationToken);
        if (missing.Count == 0)
            return null;
        var where = place.Length > 0 ? $" in namespace {place}" : resource.Namespaced ? " in all namespaces" : "";
        return $"the operator may not {string.Join(", ", missing.Select(right => right.Verb))} {resource}{where}: grant it (rbac.extraRules of the chart, or lynq rbac generate)";
    }
}
