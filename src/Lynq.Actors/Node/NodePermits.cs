using System.Text.Json;
using Lynq.Actors.Forms;
using Lynq.Actors.Port;
using Lynq.Actors.Rollout;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// The node's side of the permits by which a form meters its rollout (contract §12): it asks for one, uses it or gives it back, and
/// keeps the slot of a write whose answer was lost until it is known whether it was done.
/// </summary>
internal sealed class NodePermits(NodeScope scope)
{
    private NodeState State => scope.State;

    /// <summary>Whether a write that needed a permit may have been done without this node knowing it.</summary>
    public bool IsUnanswered => State.PermitUnanswered;

    /// <summary>Takes note of a permit. One that came too late is given back, and is none.</summary>
    public async Task<PermitGranted?> TakeAsync(PermitGranted permit)
    {
        State.LastPermit = permit.Number;
        if (!(permit.UseBy <= scope.Now)) return permit;
        await ReturnAsync(permit);
        return null;
    }

    /// <summary>Asks for one.</summary>
    /// <param name="form">The form.</param>
    /// <param name="urgent">The node is failing: it goes first.</param>
    public void Ask(FormSnapshot form, bool urgent)
    {
        State.PermitPending = true;
        scope.Tell(
            form.Form.ToActor(),
            new PermitRequested { Form = form.Form, Node = State.Key, FormGeneration = form.Generation, IsCreation = !State.Exists, Urgent = urgent, LastPermit = State.LastPermit });
    }

    /// <summary>The write that was permitted is done: the node changes until the rollout sees that it has settled.</summary>
    public void Used(FormKey form) =>
        TellUsed(form, State.Identity.Uid, State.Facts.Generation);

    /// <summary>
    /// A write may have been done: then the node is changing, and keeps its slot. The LynqNode tells the rollout, or the next request does.
    /// </summary>
    /// <param name="withPermit">Whether it had a permit.</param>
    public void MayBeUsed(bool withPermit) => (State.PermitPending, State.PermitUnanswered) = (false, State.PermitUnanswered || withPermit);

    /// <summary>No write is in doubt any more.</summary>
    public void Settle() => State.PermitUnanswered = false;

    /// <summary>Gives a permit back, or the wish for one; nothing when there is neither.</summary>
    public async Task ReturnAsync(PermitGranted? permit)
    {
        if (permit is null && !State.PermitPending) return;
        if ((State.Desired?.Form ?? State.Form) is not { } form) return;
        State.PermitPending = false;
        if (permit is null || !State.PermitUnanswered)
        {
            TellReturned(form, permit);
            return;
        }

        // An earlier write may have been done whose answer was lost: then the node is changing and holds its slot.
        if (await scope.TryReadAsync() is not { } read) return;
        State.PermitUnanswered = false;
        if (read.Live?.Deserialize(CrdJson.Default.LynqNode) is { Metadata.DeletionTimestamp: null } node && node.Spec.TemplateRef == form.Name)
            TellUsed(form, node.Metadata.Uid ?? "", node.Metadata.Generation ?? 0);
        else
            TellReturned(form, permit);
    }

    private void TellReturned(FormKey form, PermitGranted? permit) =>
        scope.Tell(form.ToActor(), new PermitReturned { Form = form, Node = State.Key, Permit = permit?.Number ?? 0, IsWishOnly = permit is null });

    private void TellUsed(FormKey form, string uid, long generation)
    {
        State.PermitPending = false;
        scope.Tell(form.ToActor(), new PermitUsed { Form = form, Node = State.Key, ObjectUid = uid, ObjectGeneration = generation, Permit = State.LastPermit });
    }
}
