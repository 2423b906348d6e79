using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Watching;

/// <summary>The nodes that use the kind: who they are, and what they are told of their objects.</summary>
internal sealed partial class WatchActor
{
    private async ValueTask AddUserAsync(ResourceInUse use)
    {
        var isKnown = _index.AskerOf(use.Node) == use.Asker;
        if (!isKnown)
        {
            _index.SetUser(use.Node, use.Asker);
        }

        if (isKnown && use.IsReminder && (_needsStatus || !use.NeedsStatus))
        {
            TellPresence(use.Node);
            return;
        }

        context.CancelTimer(LingerTimer);
        if (use.NeedsStatus && !_needsStatus)
        {
            // Metadata no longer suffice: everything is read again, in full.
            _needsStatus = true;
            await CloseAsync();
        }

        if (_unavailable is { } reason)
        {
            context.Tell(use.Node.ToActor(), new KindUnavailable { Node = use.Node, Kind = _kind, Reason = reason });
        }
        else if (_feed is null)
        {
            Start();
        }
        else
        {
            TellAll(use.Node);
        }
    }

    private void RemoveUser(NodeKey node)
    {
        if (_index.RemoveUser(node) && _index.UserCount == 0)
        {
            context.SetTimer(LingerTimer, services.Options.Linger, new LingerOver());
        }
    }

    /// <summary>Tells a node what exists for it. What the index no longer holds is fetched; that happens after failures only.</summary>
    private void TellAll(NodeKey node)
    {
        var (known, unknown) = _index.Take(node);
        foreach (var child in known)
        {
            context.Tell(node.ToActor(), child);
        }

        if (unknown.Count > 0)
        {
            Fetch(node, unknown);
        }
        else if (_synced)
        {
            context.Tell(node.ToActor(), Synced(node));
        }
    }

    /// <summary>Tells what there is as of now: behind everything that has been handed over until this moment and waits in the mailbox.</summary>
    private void TellPresence(NodeKey node)
    {
        if (_synced && _feed is { } feed && feed.Versions is { Count: > 0 } versions)
        {
            context.PipeToSelf(_ => Task.FromResult<IActorMessage?>(new PresenceDue(feed, node, versions)));
        }
    }

    private void TellListed()
    {
        foreach (var user in _index.Users.Where(user => !_fetching.Contains(user)))
        {
            context.Tell(user.ToActor(), Synced(user));
        }
    }

    private KindSynced Synced(NodeKey node) => new()
    {
        Node = node,
        Kind = _kind,
        Lists = _lists,
        Asker = _index.AskerOf(node) ?? 0,
        Present = [.. _index.NamesOf(node).Select(name => new ResourceKey(_kind, name.Namespace, name.Name))],
    };
}
