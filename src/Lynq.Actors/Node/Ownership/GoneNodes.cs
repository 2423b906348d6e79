using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Ownership;

/// <summary>
/// Finds out whether the LynqNode that an object's tracking labels name is gone for good: one whose finalizer somebody took off, or
/// that gave an object up, leaves labels behind that would keep everybody else from the name for ever (contract §10.3 protects live
/// nodes).
/// </summary>
/// <param name="client">The API server: what is not known here may have been created a moment ago, so it is asked.</param>
/// <param name="exists">Whether a node is known to exist: then nobody has to ask.</param>
internal sealed class GoneNodes(IKubernetesClient client, Func<NodeKey, bool> exists)
{
    // A label of this length may be a shortened name, and then nobody knows of which node.
    private const int LongestCertainName = 62;

    /// <summary>Whether there certainly is no such node. Where the server does not answer there is one.</summary>
    public async ValueTask<bool> HasGoneAsync(NodeKey node, CancellationToken cancellationToken)
    {
        if (node.Name.Length > LongestCertainName && TrackingLabels.Value(node.Name) == node.Name) return false;
        if (exists(node)) return false;
        try
        {
            await client.GetAsync(BuiltInResources.Nodes.Named(node.Namespace, node.Name), Representation.Metadata, RequestPriority.Resync, cancellationToken);
            return false;
        }
        catch (KubernetesException error)
        {
            // The object or its namespace: a server that does not know the kind at all names neither.
            return error.IsNotFound && error.Status.Details?.Name is { Length: > 0 };
        }
    }
}
