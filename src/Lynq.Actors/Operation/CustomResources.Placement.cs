using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Operation;

/// <summary>
/// Where actors are spread over several processes, each of which follows Kubernetes, an actor is told by the process in which
/// it lives, and told everything anew when it has moved.
/// </summary>
internal sealed partial class CustomResources : IPlacementFollower
{
    /// <inheritdoc/>
    public void Arrived(string kind, Func<ActorId, bool> among)
    {
        switch (kind)
        {
            case ActorKinds.Hub:
                foreach (var hub in view.Hubs.Where(h => among(HubKey.Of(h).ToActor())))
                {
                    TellHub(hub);
                }

                break;
            case ActorKinds.Rollout:
                foreach (var form in view.Forms.Where(f => among(FormKey.Of(f).ToActor())))
                {
                    TellForm(form);
                }

                break;
            case ActorKinds.Node:
                WakeNodes(among);
                break;
        }
    }

    /// <inheritdoc/>
    public void Started(ActorId actor)
    {
        if (actor.Kind != ActorKinds.Watch)
        {
            return;
        }

        view.WatchStarted();
        var kind = ActorKinds.KindOf(actor);
        foreach (var node in view.Nodes)
        {
            Tell(node.Node.ToActor(), new WatchStarted { Node = node.Node, Kind = kind });
        }
    }

    /// <summary>Existing nodes start from their LynqNode. What was wanted and not yet written died with the old home: the hubs tell it again.</summary>
    private void WakeNodes(Func<ActorId, bool> among)
    {
        foreach (var node in view.Nodes.Where(n => among(n.Node.ToActor())))
        {
            actors.Tell(node.Node.ToActor(), new WakeNode { Node = node.Node });
        }

        foreach (var hub in view.Hubs)
        {
            actors.Tell(HubKey.Of(hub).ToActor(), new SyncNow { Hub = HubKey.Of(hub), Cause = "nodes have moved to another replica", NodesMoved = true });
        }
    }

    private bool IsHere(ActorId target) => actors.Placement?.IsHere(target) ?? true;

    private void Tell(ActorId target, IActorMessage message)
    {
        if (IsHere(target))
        {
            actors.Tell(target, message);
        }
    }

    private ValueTask TellAsync(ActorId target, IActorMessage message, CancellationToken cancellationToken) =>
        IsHere(target) ? actors.TellAsync(target, message, cancellationToken) : ValueTask.CompletedTask;
}
