using System.Text.Json;
using Lynq.Actors.Hub;
using Lynq.Actors.Node.Content;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Inventory;
using Lynq.Actors.Node.Sharing;
using Lynq.Actors.Node.Status;
using Lynq.Actors.Port;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// Takes in the LynqNode as it is observed: on first sight it rebuilds everything from it, later it notices what others did to
/// it. Echoes of our own writes change nothing.
/// </summary>
internal sealed class NodeLoader(NodeScope scope, NodeWatches watches, NodeWalker walker, NodeStatusKeeper status, NodeContentKeeper content, NodeRemover remover)
{
    // The row is kept for a while: a node that was deleted by hand is wanted again at once.
    private static readonly TimeSpan RestAfter = TimeSpan.FromMinutes(5);

    private readonly NodeInstaller _installer = new(scope, watches);

    private NodeState State => scope.State;

    /// <summary>The LynqNode exists or has changed.</summary>
    public async Task ObserveAsync(NodeObserved observed)
    {
        State.IsUnread = false;
        Introduce();
        if (IsKnown(observed.Identity)) return;
        var json = observed.Object;
        var head = NodeHead.Of(json);
        var row = NodeAnnotations.RowOf(head.Metadata, head.RowUid, out var rowError);
        var facts = NodeFacts.Of(head, row is null ? 0 : RowHash.Of(row.Activate, row.HostOrUrl, row.Extras));
        if (facts.Uid == State.Identity.Uid)
        {
            await ChangedAsync(json, facts, row);
            return;
        }

        if (State.Exists) Reset();
        await LoadAsync(json.Deserialize(CrdJson.Default.LynqNode)!, facts, row, rowError);
    }

    // A watch that started anew before the LynqNode was observed could not tell a node that nobody knew of. From now on it is known.
    private void Introduce()
    {
        if (State.AwaitedEcho is { } echo && echo.MayHaveMissed(scope.Services.WatchStarts())) watches.Remind();
        State.AwaitedEcho = null;
    }

    // The echo of a write that left nothing to be done, or of one before it: the answers told the same.
    private bool IsKnown(ObjectIdentity identity)
    {
        if (identity.Uid != State.Identity.Uid) return false;
        return ResourceVersions.IsOlder(identity.ResourceVersion, State.Facts.ResourceVersion)
            || (State.Facts is { Deleting: false, HasFinalizer: true } known && identity.ResourceVersion == known.ResourceVersion);
    }

    /// <summary>Takes the work of a predecessor up that failed: from the LynqNode, and from what the hub wished meanwhile.</summary>
    public async Task StartAgainAsync()
    {
        // A predecessor may have written under a permit without saying so.
        State.PermitUnanswered = true;
        await ReadAsync();
        IEnumerable<HubKey> hubs = State.Hub is { } own ? [own] : scope.Services.HubsIn(State.Key.Namespace);
        foreach (var hub in hubs) scope.Tell(hub.ToActor(), new WishesLost { Hub = hub, Node = State.Key });
    }

    /// <summary>Reads the LynqNode and starts from it as after a restart of the process.</summary>
    public async Task ReadAsync()
    {
        try
        {
            var (found, live) = await scope.Services.Client.FindAsync(scope.Address, Representation.Full, scope.Stopping);
            State.IsUnread = false;
            if (!found) await content.EvaluateAsync(permit: null);
            else if (State.Exists) await ReloadAsync(live);
            else await ObserveAsync(Observed(live));
        }
        catch (KubernetesException error)
        {
            State.IsUnread = !State.Exists;
            NodeLog.NodeNotRead(scope.Services.Logger, State.Key, error.Message);
            scope.Remind(NodeWork.Read, scope.PauseAfter(++State.WriteFailures));
        }
    }

    private NodeObserved Observed(JsonElement live) => new() { Node = State.Key, Object = live };

    // The content is the same, but the server may know more kinds by now.
    private async Task ReloadAsync(JsonElement live)
    {
        await ObserveAsync(Observed(live));
        if (State.Facts.Deleting) return;
        var node = live.Deserialize(CrdJson.Default.LynqNode)!;
        if (NodeAnnotations.RowOf(node.Metadata, node.Spec.Uid, out _) is { } row) await InstallAsync(node, row);
        await walker.RunAsync();
    }

    /// <summary>The LynqNode is gone.</summary>
    public async Task GoneAsync(string uid)
    {
        if (uid != State.Identity.Uid) return;
        // Only a wish that came after the end began is still one: the row may have gone with the node.
        if (!State.Facts.Deleting) State.Desired = null;
        watches.Release();
        Reset();
        scope.Services.Metrics.Remove(State.Key);
        foreach (var work in Enum.GetValues<NodeWork>()) scope.Forget(work);
        scope.Remind(NodeWork.Rest, RestAfter);
        if (State.Desired is not null) await content.EvaluateAsync(permit: null);
    }

    private async Task LoadAsync(LynqNode node, NodeFacts facts, NodeRow? row, string? rowError)
    {
        State.Facts = facts;
        State.Form = new FormKey(State.Key.Namespace, SharedText.Of(node.Spec.TemplateRef));
        State.Hub = HubOf(node);
        if (State.UnpackRow() is null) State.PackRow(row);
        State.PackWrittenRow(row);
        (State.Recovering, State.WatchQuestions) = (!facts.Deleting, 0);
        status.Remember(node.Status);
        State.LastFullReconcileAt ??= scope.Now;
        var inventory = TrackedInventory.Of(node.Status);
        State.Leaving = [.. inventory.Select(entry => new Orphan(entry, -1))];
        if (row is null)
        {
            State.Fault = new NodeFault(NodeReasons.VariablesBuildError, NodeReasons.VariablesBuildError, rowError!);
            State.Recovering = false;
            if (facts.Deleting) await remover.RunAsync();
            else await status.ChangedAsync([]);
            return;
        }

        await InstallAsync(node, row);
        watches.AwaitAnswers();
        Recall(node.Status, isFirstContact: (node.Status?.Resources ?? []).Count == 0 && inventory.Count > 0);
        if (facts.Deleting)
        {
            await remover.RunAsync();
            return;
        }

        scope.Remind(NodeWork.FullPass, scope.Jittered(scope.Services.Options.FullPassInterval));
        await EnsureFinalizerAsync();
        // Written by whomever while nobody looked: by a predecessor that did not get further, or by hand.
        if (!facts.IsRaw && node.Status?.ObservedGeneration is { } observed && observed != facts.Generation) Wish(facts, row);
        await content.EvaluateAsync(permit: null);
        await walker.RunAsync();
    }

    /// <summary>
    /// The hub tells only what is not as it shall be, and looks at the node's annotations for that. Whether the spec is what the form
    /// makes of the same row is for the node to find out (contract §6: a hand-edited spec is restored).
    /// </summary>
    private void Wish(NodeFacts facts, NodeRow row)
    {
        if (State.Desired is not null || State.Hub is not { } hub || State.Form is not { } form) return;
        State.Desired = new DesireNode
        {
            Node = State.Key,
            Hub = hub,
            HubUid = facts.HubUid,
            Form = form,
            FormGeneration = facts.TemplateGeneration,
            RowHash = facts.RowHash,
        };
        State.PackRow(row);
    }

    private HubKey? HubOf(LynqNode node) =>
        (node.Metadata.Label(LynqLabels.Hub) ?? node.Metadata.Annotation(LynqAnnotations.HubId)) is { Length: > 0 } name ? new HubKey(State.Key.Namespace, SharedText.Of(name)) : null;

    private Task InstallAsync(LynqNode node, NodeRow row)
    {
        if (!State.Facts.IsRaw)
        {
            var errors = NodeAnnotations.ErrorsOf(node.Metadata);
            return _installer.InstallAsync(node.Spec, errors, ContentHash.Of(node.Spec, errors), isRaw: false);
        }

        var rendered = scope.Services.Renderer.RenderRaw(node.Spec, row, State.Key, node.Metadata.Annotation(LynqAnnotations.HubId) ?? "");
        return _installer.InstallAsync(rendered.Spec, rendered.Errors, rendered.Hash, isRaw: true);
    }

    private async Task ChangedAsync(JsonElement json, NodeFacts facts, NodeRow? row)
    {
        var before = State.Facts;
        State.Facts = facts;
        if (facts.Deleting)
        {
            if (!before.Deleting) State.Desired = null;
            await remover.RunAsync();
            return;
        }

        if (!facts.HasFinalizer) await EnsureFinalizerAsync();

        // Somebody edited the spec: what it holds now decides until the hub's wish is compared again.
        var edited = facts.Generation != before.Generation && row is not null;
        if (edited)
        {
            Wish(facts, row!);
            await InstallAsync(json.Deserialize(CrdJson.Default.LynqNode)!, row!);
        }

        if (edited || facts.Paused != before.Paused || facts.RowHash != before.RowHash || facts.TemplateGeneration != before.TemplateGeneration) await content.EvaluateAsync(permit: null);
        if (facts.ForceToken != before.ForceToken) await walker.ReapplyAllAsync();
        else if (edited || facts.Paused != before.Paused) await walker.RunAsync();
    }

    /// <summary>Readiness as it was last written: what was ready and is not any more gets a new window (contract §9).</summary>
    private void Recall(LynqNodeStatus? last, bool isFirstContact)
    {
        var ready = (last?.Resources ?? []).Where(r => r.State == ResourceStates.Ready).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var since = last?.Conditions?.FirstOrDefault(c => c.Type == ConditionTypes.Ready)?.LastTransitionTime;
        Announcement.Recall(State, last?.Resources ?? []);
        if (isFirstContact) State.TakeOverUntil = scope.Now + (scope.Services.Options.TakeOverSpread * 2);
        foreach (var slot in State.Slots)
        {
            slot.Clock = new Readiness.ReadinessClock(since ?? scope.Now, ready.Contains(slot.Plan.Id));
            slot.LookFirst = isFirstContact && slot.Own == OwnState.ToApply;
            if (slot.LookFirst) slot.NotBefore = scope.Now + (scope.Services.Options.TakeOverSpread * NodeScope.Share(State.Key.ToString()));
        }
    }

    private async Task EnsureFinalizerAsync()
    {
        if (State.Facts.HasFinalizer) return;
        string[] finalizers = [.. State.Facts.Finalizers, LynqNames.NodeFinalizer];
        try
        {
            await scope.Services.Client.MergePatchAsync(scope.Address, FinalizerPatch.Of(State.Facts, finalizers), Representation.Metadata, null, null, scope.Stopping);
            State.Facts = State.Facts with { Finalizers = finalizers };
        }
        catch (KubernetesException error)
        {
            // Nothing is applied without it. It changed meanwhile, or the server cannot answer now: it is read again.
            NodeLog.NodeNotWritten(scope.Services.Logger, State.Key, error.Message);
            scope.Remind(NodeWork.Read, scope.PauseAfter(++State.WriteFailures));
        }
    }

    // What was known of the old object's children stays known: they are recognised by kind, namespace and name.
    private void Reset()
    {
        State.Facts = NodeFacts.None;
        State.ContentHash = 0;
        State.WrittenHash = 0;
        State.Slots = [];
        State.Graph = null;
        State.Fault = null;
        State.Leaving = [];
        State.CleanupSince = null;
        State.CleanupFailures = 0;
        State.RetainFailureTold = false;
        State.PassOpen = false;
        State.LastFullReconcileAt = null;
        status.Remember(null);
    }
}
