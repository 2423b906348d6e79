using Lynq.Actors.Node.Graph;
using Lynq.Actors.Port;
using Lynq.Actors.Watching;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>The kinds that are watched for this node: told when the first resource of a kind appears and the last one goes.</summary>
internal sealed class NodeWatches(NodeScope scope)
{
    private NodeState State => scope.State;

    /// <summary>Brings the watches in line with the resources and with what is leaving.</summary>
    public void Update()
    {
        var wanted = new Dictionary<GroupVersionKind, bool>();
        foreach (var slot in State.Slots.Where(s => s.Resource is not null))
            wanted[slot.Plan.Kind] = wanted.GetValueOrDefault(slot.Plan.Kind) || slot.NeedsStatus;
        foreach (var orphan in State.Leaving.Where(o => o.Entry.Kind.Version.Length > 0 && !wanted.ContainsKey(o.Entry.Kind)))
            wanted[orphan.Entry.Kind] = false;

        foreach (var kind in State.Kinds.Kinds.Where(kind => !wanted.ContainsKey(kind)).ToList())
        {
            State.Kinds = State.Kinds.Without(kind);
            scope.Tell(kind.ToActor(), new ResourceReleased { Kind = kind, Node = State.Key });
        }

        foreach (var (kind, needsStatus) in wanted)
        {
            // Readiness may need whole objects from now on; where they are watched already nothing comes of it.
            var isKnown = State.Kinds.Contains(kind);
            if (isKnown && !needsStatus) continue;
            if (!isKnown) State.Kinds = State.Kinds.With(kind, KindSight.Awaited);
            Tell(kind, needsStatus, isReminder: isKnown);
        }

        if (State.Recovering && State.Kinds.IsEmpty) State.Recovering = false;
    }

    /// <summary>A watch has started anew, perhaps elsewhere, and does not know who needs it.</summary>
    public void Introduce(GroupVersionKind kind)
    {
        if (State.Kinds.Contains(kind)) Tell(kind, NeedsStatus(kind), isReminder: false);
    }

    /// <summary>
    /// Makes sure that each watch knows this node, and has it say which objects there are: that costs no request, and finds what a
    /// lost message would have told (contract §8.2: the periodic check is the backstop).
    /// </summary>
    public void Remind()
    {
        foreach (var kind in State.Kinds.Kinds) Tell(kind, NeedsStatus(kind), isReminder: true);
    }

    /// <summary>
    /// While a node that has moved waits for what exists, a question to a watch that has moved, too, may have gone to where it was
    /// (messages are sent at most once), or its answers be lost on their way, and nothing else would ever end the waiting: after 2 s, 4 s,
    /// and so on it is asked to tell everything anew.
    /// </summary>
    public void AwaitAnswers()
    {
        if (!scope.Services.IsSpread || !State.Recovering || !State.Kinds.IsAwaited) return;
        if (State.WatchQuestions < byte.MaxValue) State.WatchQuestions++;
        scope.Remind(NodeWork.Watches, scope.PauseAfter(State.WatchQuestions + 1));
    }

    /// <summary>Asks those again that have not answered.</summary>
    public void AskAgain()
    {
        if (!State.Recovering) return;
        foreach (var kind in State.Kinds.Awaited) Introduce(kind);
        AwaitAnswers();
    }

    private bool NeedsStatus(GroupVersionKind kind) => State.Slots.Any(s => s.Resource is not null && s.Plan.Kind == kind && s.NeedsStatus);

    private void Tell(GroupVersionKind kind, bool needsStatus, bool isReminder) =>
        scope.Tell(kind.ToActor(), new ResourceInUse { Kind = kind, Node = State.Key, NeedsStatus = needsStatus, Asker = State.Asker, IsReminder = isReminder });

    /// <summary>Ends all of them.</summary>
    public void Release()
    {
        foreach (var kind in State.Kinds.Kinds) scope.Tell(kind.ToActor(), new ResourceReleased { Kind = kind, Node = State.Key });
        State.Kinds = WatchedKinds.None;
    }

    /// <summary>
    /// Everything of a kind has been told, unless it was told to an actor of this node in another process, from which the node has
    /// moved here meanwhile: then the answer to our own question is to come. Returns true when there is something to do now.
    /// </summary>
    public bool Synced(KindSynced synced)
    {
        if (!State.Kinds.Contains(synced.Kind) || (synced.Asker != 0 && synced.Asker != State.Asker)) return false;
        State.Kinds = State.Kinds.With(synced.Kind, KindSight.Told);
        return SeenEverything();
    }

    /// <summary>A kind cannot be watched: what we do not see we look at before writing.</summary>
    public bool Unavailable(GroupVersionKind kind)
    {
        if (!State.Kinds.Contains(kind)) return false;
        State.Kinds = State.Kinds.With(kind, KindSight.Unavailable);
        foreach (var slot in State.Slots.Where(s => s.Plan.Kind == kind && s.Own == OwnState.ToApply && !s.IsOurs)) slot.LookFirst = true;
        return SeenEverything();
    }

    private bool SeenEverything()
    {
        if (!State.Recovering) return false;
        if (State.Kinds.IsAwaited) return false;
        State.Recovering = false;
        return true;
    }
}
