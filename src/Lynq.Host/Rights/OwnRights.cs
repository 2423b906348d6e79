using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Host.Rights;

/// <summary>
/// Says at the start whether the cluster lacks the operator's own kinds, and what the operator may not do with them. It would find out by itself, one refused request after the
/// other; who installs it wants to read it once and whole.
/// </summary>
internal sealed partial class OwnRights(AccessReviews reviews, IDiscovery discovery, ILogger logger)
{
    private static readonly string[] Reading = ["get", "list", "watch", "patch"];
    private static readonly string[] Keeping = ["get", "list", "watch", "create", "patch", "delete"];
    private static readonly string[] Status = ["patch"];
    private static readonly string[] Telling = ["create", "patch"];

    /// <summary>Asks, and logs a warning for missing kinds and for each kind and namespace with missing rights. Never throws for a server that does not answer.</summary>
    /// <param name="namespaces">The namespaces that are served; none for all.</param>
    /// <param name="leaseNamespace">Where the leader's Lease is; null when no leader is elected.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task TellAsync(IReadOnlyList<string> namespaces, string? leaseNamespace, CancellationToken cancellationToken)
    {
        try
        {
            if (await discovery.FindAsync(BuiltInResources.Nodes.GroupVersionKind, cancellationToken) is null)
                LogNoKinds(LynqApi.ApiVersion);
            var missing = await reviews.MissingAsync(Needed(namespaces, leaseNamespace), cancellationToken);
            foreach (var place in missing.GroupBy(right => (right.FullResource, right.Namespace)))
                LogMissing(string.Join(", ", place.Select(right => right.Verb)), place.Key.FullResource, place.Key.Namespace.Length > 0 ? $"namespace {place.Key.Namespace}" : "all namespaces");
        }
        catch (Exception e) when (e is KubernetesException or OperationCanceledException)
        {
            // The server is away or we are stopping: who needs a right will be told then.
            LogUnknown(e.Message);
        }
    }

    /// <summary>What the operator does with its own kinds, by place.</summary>
    internal static IReadOnlyList<Right> Needed(IReadOnlyList<string> namespaces, string? leaseNamespace)
    {
        var needed = new List<Right>();
        foreach (var ns in namespaces.Count > 0 ? namespaces : [""])
        {
            Add(LynqApi.Group, "lynqhubs", ns, Reading);
            Add(LynqApi.Group, "lynqforms", ns, Reading);
            Add(LynqApi.Group, "lynqnodes", ns, Keeping);
            foreach (var status in (string[])["lynqhubs/status", "lynqforms/status", "lynqnodes/status"])
                Add(LynqApi.Group, status, ns, Status);
            Add("", "events", ns, Telling);
        }

        if (leaseNamespace is not null)
        {
            needed.Add(new("create", "coordination.k8s.io", "leases", leaseNamespace));
            needed.Add(new("get", "coordination.k8s.io", "leases", leaseNamespace, LynqNames.LeaderElectionLease));
            needed.Add(new("update", "coordination.k8s.io", "leases", leaseNamespace, LynqNames.LeaderElectionLease));
        }

        return needed;

        void Add(string group, string resource, string ns, string[] verbs) => needed.AddRange(verbs.Select(verb => new Right(verb, group, resource, ns)));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The operator may not {Verbs} {Resource} in {Place}: bind the chart's roles to its ServiceAccount (rbac.create), or serve only namespaces where it may (--watch-namespaces)")]
    private partial void LogMissing(string verbs, string resource, string place);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster does not serve {ApiVersion} yet: install the definitions (crds.install of the chart, or lynq crds | kubectl apply --server-side -f -); the operator waits for them")]
    private partial void LogNoKinds(string apiVersion);

    [LoggerMessage(Level = LogLevel.Debug, Message = "What the operator may do could not be asked: {Problem}")]
    private partial void LogUnknown(string problem);
}
