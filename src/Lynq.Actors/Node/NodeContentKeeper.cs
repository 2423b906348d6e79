using System.Text.Json;
using Lynq.Actors.Forms;
using Lynq.Actors.Hub;
using Lynq.Actors.Node.Content;
using Lynq.Actors.Operation;
using Lynq.Actors.Port;
using Lynq.Actors.Rollout;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// Keeps the LynqNode's content as the hub desires it: renders, compares, asks for a permit where the form meters its rollout,
/// and writes in one request. Unchanged content only has its generation stamped (contract §12).
/// </summary>
internal sealed class NodeContentKeeper(NodeScope scope, NodeWatches watches, NodeWalker walker, NodeStatusKeeper status)
{
    private static readonly TimeSpan FormPause = TimeSpan.FromSeconds(1);

    // Failures in a row of a kind that mostly heals.
    private const int ToldAfter = 4;

    private readonly NodeInstaller _installer = new(scope, watches);

    private NodeState State => scope.State;

    /// <summary>The hub's wish.</summary>
    public Task DesireAsync(DesireNode desire)
    {
        // The hub repeats itself with each sync: only another wish begins anew.
        if (State.Desired is not { } last || last.RowHash != desire.RowHash || last.FormGeneration != desire.FormGeneration) State.WriteFailures = 0;
        State.Desired = desire with { Row = null };
        State.Hub = desire.Hub;
        if (desire.Row is { } row) State.PackRow(row);
        return EvaluateAsync(permit: null);
    }

    /// <summary>Compares what is desired with what is there, and writes the difference if it may.</summary>
    public async Task EvaluateAsync(PermitGranted? permit)
    {
        scope.Forget(NodeWork.Content);
        if (permit is not null) State.LastPermit = permit.Number;
        if (permit?.UseBy <= scope.Now)
        {
            // It came too late: another one is asked for below, if it still is needed.
            await ReturnAsync(permit);
            permit = null;
        }

        if (State.Desired is not { } desired || State.IsUnread || State.Facts.Deleting || State.Facts.Paused)
        {
            await ReturnAsync(permit);
            return;
        }

        if (State.UnpackRow() is not { } row || RowHash.Of(row.Activate, row.HostOrUrl, row.Extras) != desired.RowHash)
        {
            await ReturnAsync(permit);
            scope.Tell(desired.Hub.ToActor(), new RowNeeded { Hub = desired.Hub, Node = State.Key });
            return;
        }

        // The informer of forms may be a moment behind the hub that asked.
        if (scope.Services.Forms.Find(desired.Form) is not { } form || form.Generation < desired.FormGeneration)
        {
            await ReturnAsync(permit);
            scope.Remind(NodeWork.Content, FormPause);
            return;
        }

        if (!form.Valid)
        {
            await ReturnAsync(permit);
            return;
        }

        using var span = OperatorSpans.Write(State.Key, desired.Form, desired.Hub);
        await EvaluateAsync(desired, form, row, permit);
    }

    private async Task EvaluateAsync(DesireNode desired, FormSnapshot form, NodeRow row, PermitGranted? permit)
    {
        var content = scope.Services.Renderer.Render(form, row, State.Key);
        if (content.MetadataError is { } error)
        {
            Refuse(desired.Hub, EventReasons.TemplateRenderFailed, error);
            if (!State.Exists)
            {
                await ReturnAsync(permit);
                return;
            }
        }

        var changed = !State.Exists || content.Hash != State.ContentHash;
        if (!changed && State.Facts.TemplateGeneration == form.Generation && State.Facts.RowHash == desired.RowHash && State.Facts.IsLabelled && State.Facts.IsOwnedBy(desired.HubUid))
        {
            if (!State.PermitUnanswered || State.LastPermit == 0)
            {
                await ReturnAsync(permit);
                return;
            }

            // The write whose answer was lost has been done.
            State.PermitUnanswered = false;
            await ReturnAsync(permit: null);
            TellUsed(desired.Form, State.Identity.Uid, State.Facts.Generation);
            return;
        }

        // What was written before is only restored: that is no update of the rollout.
        var needsPermit = changed && (form.MaxSkew > 0 || form.Paused) && permit is null && content.Hash != State.WrittenHash;
        if (needsPermit)
        {
            State.PermitPending = true;
            scope.Tell(
                desired.Form.ToActor(),
                new PermitRequested { Form = desired.Form, Node = State.Key, FormGeneration = form.Generation, IsCreation = !State.Exists, Urgent = IsFailing, LastPermit = State.LastPermit });
            return;
        }

        await WriteAsync(desired, form, row, content, changed, permit);
    }

    private bool IsFailing => State.Slots.Any(s => s.Own is Graph.OwnState.Failed or Graph.OwnState.Conflicted) || State.Fault is not null;

    private async Task WriteAsync(DesireNode desired, FormSnapshot form, NodeRow row, NodeContent content, bool changed, PermitGranted? permit)
    {
        var dataChanged = State.Facts.RowHash != desired.RowHash;
        DateTimeOffset? updateStart = changed || dataChanged ? scope.Now : null;
        var rowBefore = State.UnpackWrittenRow();
        var annotations = NodeAnnotations.Of(row, rowBefore, desired.Hub.Name, form.Generation, updateStart, content.Errors);
        var before = State.Facts;
        PartialObjectMetadata answer;
        using var limit = new PermitLimit(permit, scope);
        try
        {
            answer = State.Exists
                ? await scope.Services.Client.MergePatchAsync(
                    scope.Address, NodeObject.Patch(before, desired.Hub, desired.HubUid, content.Spec, annotations, changed || before.IsRaw ? content : null), Representation.Metadata, null, null, limit.Token)
                : await scope.Services.Client.CreateAsync(
                    scope.Address.Resource, State.Key.Namespace, RequestBody.Of(NodeObject.Create(State.Key, desired.Hub, desired.HubUid, content, annotations), CrdJson.Default.LynqNode), Representation.Metadata, null, limit.Token);
        }
        catch (KubernetesException error)
        {
            // A write that may have been done keeps its slot: the LynqNode tells the rollout, or the next request does.
            // One that exists already is mostly our own, of a write whose answer was lost: then it is changing, and holds its slot.
            if (error.MayHaveHappened || error.IsAlreadyExists) (State.PermitPending, State.PermitUnanswered) = (false, State.PermitUnanswered || permit is not null);
            else await ReturnAsync(permit);
            await FailedAsync(desired, error, permit);
            return;
        }
        catch (OperationCanceledException) when (limit.HasPassed)
        {
            (State.PermitPending, State.PermitUnanswered) = (false, true);
            scope.Remind(NodeWork.Content, scope.PauseAfter(++State.WriteFailures));
            return;
        }

        State.WriteFailures = 0;
        State.PackWrittenRow(row);
        await WrittenAsync(answer, content, desired.RowHash, changed);
        if (changed) State.PermitUnanswered = false;
        if (changed && permit is not null) TellUsed(desired.Form, State.Identity.Uid, State.Facts.Generation);
        else await ReturnAsync(permit);
        Announce(before, form, dataChanged && before.Exists ? RowChange.Names(rowBefore, row) : [], changed);
        await walker.RunAsync();
    }

    private async Task WrittenAsync(PartialObjectMetadata answer, NodeContent content, UInt128 rowHash, bool changed)
    {
        var isNew = !State.Exists;
        State.Facts = NodeFacts.Of(NodeHead.Of(answer, content.Spec.Uid), rowHash) with { Mark = MetadataMark.Of(answer.Metadata) };
        State.WrittenHash = content.Hash;
        if (isNew)
        {
            State.AwaitedEcho = new AwaitedEcho(scope.Services.WatchStarts());
            status.Remember(null);
        }

        if (changed) await _installer.InstallAsync(content.Spec, content.Errors, content.Hash, isRaw: false);
        else _installer.Meter();
        if (isNew)
        {
            State.LastFullReconcileAt = scope.Now;
            scope.Remind(NodeWork.FullPass, scope.Jittered(scope.Services.Options.FullPassInterval));
        }
    }

    private async Task FailedAsync(DesireNode desired, KubernetesException error, PermitGranted? permit)
    {
        NodeLog.NodeNotWritten(scope.Services.Logger, State.Key, error.Message);
        if (error.IsAlreadyExists && await TryReadAsync() is (true, { } existing))
        {
            await ExistingAsync(desired, existing, permit);
            return;
        }

        // Gone meanwhile: the comparison is made again. What goes on failing is told, too: a node that is too large for the server's store, for one.
        var failures = ++State.WriteFailures;
        var heals = error.IsTransient ? failures < ToldAfter : error.IsAlreadyExists || error.IsNotFound || error.IsConflict;
        if (!heals) Refuse(desired.Hub, EventReasons.NodeCreateFailed, $"LynqNode {State.Key.Name} was refused: {error.Status.Message}");
        scope.Remind(NodeWork.Content, scope.PauseAfter(failures));
    }

    // Ours by row and form: taken in as if the informer had told. Otherwise nobody touches it (contract §3).
    private async Task ExistingAsync(DesireNode desired, JsonElement live, PermitGranted? permit)
    {
        var existing = live.Deserialize(CrdJson.Default.LynqNode)!;
        if (existing.Spec.Uid == State.UnpackRow()?.Uid && existing.Spec.TemplateRef == desired.Form.Name)
        {
            scope.Tell(State.Key.ToActor(), new NodeObserved { Node = State.Key, Object = live });
            return;
        }

        State.PermitUnanswered = false;
        await ReturnAsync(permit);
        Refuse(desired.Hub, EventReasons.NodeCreateFailed, $"LynqNode {State.Key.Name} exists already for uid \"{existing.Spec.Uid}\" and form \"{existing.Spec.TemplateRef}\"; two pairs of row and form make the same name: rename the form or change the uid");
    }

    /// <summary>The LynqNode as the server has it; null when that cannot be told.</summary>
    private async Task<(bool Found, JsonElement? Live)?> TryReadAsync()
    {
        try
        {
            var (found, live) = await scope.Services.Client.FindAsync(scope.Address, Representation.Full, scope.Stopping);
            return (found, found ? live : null);
        }
        catch (KubernetesException)
        {
            return null;
        }
    }

    private void Refuse(HubKey hub, string reason, string message) =>
        scope.Tell(hub.ToActor(), new NodeRefused { Hub = hub, Node = State.Key, Reason = reason, Message = message });

    private async Task ReturnAsync(PermitGranted? permit)
    {
        if (permit is null && !State.PermitPending) return;
        if ((State.Desired?.Form ?? State.Form) is not { } form) return;
        State.PermitPending = false;
        if (permit is null || !State.PermitUnanswered)
        {
            scope.Tell(form.ToActor(), new PermitReturned { Form = form, Node = State.Key, Permit = permit?.Number ?? 0, IsWishOnly = permit is null });
            return;
        }

        // An earlier write may have been done whose answer was lost: then the node is changing and holds its slot.
        if (await TryReadAsync() is not { } read) return;
        State.PermitUnanswered = false;
        if (read.Live?.Deserialize(CrdJson.Default.LynqNode) is { Metadata.DeletionTimestamp: null } node && node.Spec.TemplateRef == form.Name) TellUsed(form, node.Metadata.Uid ?? "", node.Metadata.Generation ?? 0);
        else scope.Tell(form.ToActor(), new PermitReturned { Form = form, Node = State.Key, Permit = permit.Number });
    }

    private void TellUsed(FormKey form, string uid, long generation)
    {
        State.PermitPending = false;
        scope.Tell(form.ToActor(), new PermitUsed { Form = form, Node = State.Key, ObjectUid = uid, ObjectGeneration = generation, Permit = State.LastPermit });
    }

    private void Announce(NodeFacts before, FormSnapshot form, IReadOnlyList<string> variables, bool changed)
    {
        if (!before.Exists) return;
        if (variables.Count > 0) scope.Event(EventType.Normal, EventReasons.DataUpdated, $"Variables changed: {string.Join(", ", variables)}");
        if (changed && before.TemplateGeneration != form.Generation)
            scope.Event(EventType.Normal, EventReasons.TemplateApplied, $"Form {form.Form.Name} changed from generation {before.TemplateGeneration} to {form.Generation}; {State.Slots.Count} resources");
    }
}
