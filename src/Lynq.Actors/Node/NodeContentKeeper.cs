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
    private readonly NodePermits _permits = new(scope);

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
        if (permit is not null) permit = await _permits.TakeAsync(permit);
        if (State.IsUnread || State.Facts.Deleting || State.Facts.Paused || State.Desired is not { } desired || RowOf(desired) is not { } row || FormOf(desired) is not { } form)
        {
            await _permits.ReturnAsync(permit);
            return;
        }

        using var span = OperatorSpans.Write(State.Key, desired.Form, desired.Hub);
        await EvaluateAsync(desired, form, row, permit);
    }

    // The row that the wish is about. Where another one is kept, the hub is asked, and wishes again.
    private NodeRow? RowOf(DesireNode desired)
    {
        if (State.UnpackRow() is { } row && RowHash.Of(row.Activate, row.HostOrUrl, row.Extras) == desired.RowHash) return row;
        scope.Tell(desired.Hub.ToActor(), new RowNeeded { Hub = desired.Hub, Node = State.Key });
        return null;
    }

    // The form that the wish is about, or a later one; none while it is invalid. The informer of forms may be a moment behind the hub.
    private FormSnapshot? FormOf(DesireNode desired)
    {
        if (scope.Services.Forms.Find(desired.Form) is { } form && form.Generation >= desired.FormGeneration) return form.Valid ? form : null;
        scope.Remind(NodeWork.Content, FormPause);
        return null;
    }

    private async Task EvaluateAsync(DesireNode desired, FormSnapshot form, NodeRow row, PermitGranted? permit)
    {
        var content = scope.Services.Renderer.Render(form, row, State.Key);
        if (content.MetadataError is { } error) Refuse(desired.Hub, EventReasons.TemplateRenderFailed, error);
        if (content.MetadataError is not null && !State.Exists)
        {
            await _permits.ReturnAsync(permit);
            return;
        }

        var changed = !State.Exists || content.Hash != State.ContentHash;
        if (!changed && IsStamped(desired, form))
            await KeepAsync(desired, permit);
        else if (changed && permit is null && NeedsPermit(form, content))
            _permits.Ask(form, IsFailing);
        else
            await WriteAsync(desired, form, row, content, changed, permit);
    }

    private bool IsStamped(DesireNode desired, FormSnapshot form) =>
        State.Facts is { IsLabelled: true } facts && facts.TemplateGeneration == form.Generation && facts.RowHash == desired.RowHash && facts.IsOwnedBy(desired.HubUid);

    // What was written before is only restored: that is no update of the rollout.
    private bool NeedsPermit(FormSnapshot form, NodeContent content) => (form.MaxSkew > 0 || form.Paused) && content.Hash != State.WrittenHash;

    // There is nothing to write.
    private async Task KeepAsync(DesireNode desired, PermitGranted? permit)
    {
        if (!_permits.IsUnanswered || State.LastPermit == 0)
        {
            await _permits.ReturnAsync(permit);
            return;
        }

        // The write whose answer was lost has been done.
        _permits.Settle();
        await _permits.ReturnAsync(permit: null);
        _permits.Used(desired.Form);
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
            // One that exists already is mostly our own, of a write whose answer was lost.
            if (error.MayHaveHappened || error.IsAlreadyExists) _permits.MayBeUsed(permit is not null);
            else await _permits.ReturnAsync(permit);
            await FailedAsync(desired, error, permit);
            return;
        }
        catch (OperationCanceledException) when (limit.HasPassed)
        {
            _permits.MayBeUsed(withPermit: true);
            scope.Remind(NodeWork.Content, scope.PauseAfter(++State.WriteFailures));
            return;
        }

        State.WriteFailures = 0;
        State.PackWrittenRow(row);
        await WrittenAsync(answer, content, desired.RowHash, changed);
        if (changed) _permits.Settle();
        if (changed && permit is not null) _permits.Used(desired.Form);
        else await _permits.ReturnAsync(permit);
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
        if (error.IsAlreadyExists && await scope.TryReadAsync() is (true, { } existing))
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

        _permits.Settle();
        await _permits.ReturnAsync(permit);
        Refuse(desired.Hub, EventReasons.NodeCreateFailed, $"LynqNode {State.Key.Name} exists already for uid \"{existing.Spec.Uid}\" and form \"{existing.Spec.TemplateRef}\"; two pairs of row and form make the same name: rename the form or change the uid");
    }

    private void Refuse(HubKey hub, string reason, string message) =>
        scope.Tell(hub.ToActor(), new NodeRefused { Hub = hub, Node = State.Key, Reason = reason, Message = message });

    private void Announce(NodeFacts before, FormSnapshot form, IReadOnlyList<string> variables, bool changed)
    {
        if (!before.Exists) return;
        if (variables.Count > 0) scope.Event(EventType.Normal, EventReasons.DataUpdated, $"Variables changed: {string.Join(", ", variables)}");
        if (changed && before.TemplateGeneration != form.Generation)
            scope.Event(EventType.Normal, EventReasons.TemplateApplied, $"Form {form.Form.Name} changed from generation {before.TemplateGeneration} to {form.Generation}; {State.Slots.Count} resources");
    }
}
