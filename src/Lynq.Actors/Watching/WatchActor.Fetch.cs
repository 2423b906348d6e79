using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Crds;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Watching;

/// <summary>Reads objects again for a node that has forgotten them: after a failure of its actor, or a move to another process.</summary>
internal sealed partial class WatchActor
{
    // Nodes whose objects are being read: that everything has been told is told to them when it has.
    private readonly HashSet<NodeKey> _fetching = [];

    private void Fetch(NodeKey node, IReadOnlyList<ChildName> names)
    {
        _fetching.Add(node);
        context.PipeToSelf(token => FetchAsync(node, names, token));
    }

    private void TellFetched(ChildFetched fetched)
    {
        // What was deleted since it was read has been told as gone already: it must not come back to life.
        foreach (var child in fetched.Children.Where(child => _index.Has(child)))
        {
            context.Tell(fetched.Node.ToActor(), child);
        }

        _fetching.Remove(fetched.Node);
        // Before the first list is complete nothing may be concluded from what is not there: it follows with the list.
        if (_synced)
        {
            context.Tell(fetched.Node.ToActor(), Synced(fetched.Node));
        }
    }

    private async Task<IActorMessage?> FetchAsync(NodeKey node, IReadOnlyList<ChildName> names, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(node, names, cancellationToken);
        }
        catch (KubernetesException failed)
        {
            FetchFailed(services.Logger, _kind, node, failed);
            await Task.Delay(services.Options.FirstRetry, context.Time, cancellationToken);
            return new FetchAgain(node);
        }
    }

    private async Task<ChildFetched> ReadAsync(NodeKey node, IReadOnlyList<ChildName> names, CancellationToken cancellationToken)
    {
        var children = new List<ChildObserved>();
        var resource = await services.Discovery.FindAsync(_kind, cancellationToken);
        foreach (var name in resource is null ? [] : names)
        {
            var (found, child) = await services.Client.FindAsync(
                resource!.Named(name.Namespace, name.Name), Shape, cancellationToken);
            if (found && ChildReader.NodeOf(child) == node)
            {
                children.Add(ChildReader.Read(node, _kind, ObjectIdentity.Of(child), child, deleted: false));
            }
        }

        return new ChildFetched(node, children);
    }

    [LoggerMessage(LogLevel.Warning, "{Kind} objects of {Node} could not be read; they are read again")]
    private static partial void FetchFailed(ILogger logger, GroupVersionKind kind, NodeKey node, Exception failure);

    private sealed record ChildFetched(NodeKey Node, IReadOnlyList<ChildObserved> Children) : IActorMessage;

    private sealed record FetchAgain(NodeKey Node) : IActorMessage;
}
