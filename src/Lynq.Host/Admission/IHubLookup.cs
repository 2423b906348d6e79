using Lynq.Crds;
using Lynq.Crds.Validation;
using Lynq.Kubernetes;

namespace Lynq.Host.Admission;

/// <summary>Finds the hub that a form names, for warnings.</summary>
internal interface IHubLookup
{
    /// <summary>Looks a hub up; never throws for a server that does not answer.</summary>
    Task<(HubKnowledge Knowledge, LynqHub? Hub)> FindAsync(string ns, string name, CancellationToken cancellationToken);
}

/// <summary>Asks the API server. An admission answer is waited for, so it does not take long over it.</summary>
internal sealed class ApiHubLookup(IKubernetesClient client) : IHubLookup
{
    private static readonly ApiResource Hubs = new("operator.lynq.sh", "v1", "LynqHub", "lynqhubs", Namespaced: true);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<(HubKnowledge Knowledge, LynqHub? Hub)> FindAsync(string ns, string name, CancellationToken cancellationToken)
    {
        if (ns.Length == 0 || name.Length == 0)
            return (HubKnowledge.Unknown, null);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            return (HubKnowledge.Found, await client.GetAsync(Hubs.Named(ns, name), Representation.Of(CrdJson.Default.LynqHub), timeout.Token));
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return (HubKnowledge.MissingYet, null);
        }
        catch (Exception e) when (e is KubernetesException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (HubKnowledge.Unknown, null);
        }
    }
}
