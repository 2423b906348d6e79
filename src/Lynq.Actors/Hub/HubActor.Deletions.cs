using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Hub;

internal sealed partial class HubActor
{
    /// <summary>Deletes LynqNodes beside the mailbox, each with its uid as precondition.</summary>
    private void StartDeletions(List<HubEffect.Delete> deletions)
    {
        if (deletions.Count > 0)
        {
            _context.PipeToSelf(token => DeleteAsync(deletions, token));
        }
    }

    private async Task<IActorMessage?> DeleteAsync(List<HubEffect.Delete> deletions, CancellationToken cancellationToken)
    {
        var there = new HashSet<FormKey>();
        foreach (var form in deletions.Where(d => d.BecauseOfForm).Select(d => d.Node.Form).Distinct())
        {
            if (await IsStillThereAsync(form, cancellationToken)) there.Add(form);
        }

        var spared = deletions.ToLookup(d => d.BecauseOfForm && there.Contains(d.Node.Form), d => d.Node);
        return new DeletionsEnded(await DeleteAsync(spared[false], cancellationToken), [.. spared[true].Select(node => node.Node)]);
    }

    private async Task<IReadOnlyList<(NodeKey, string)>> DeleteAsync(IEnumerable<NodeDigest> nodes, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentBag<(NodeKey, string)>();
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = _services.Options.ParallelDeletions,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(nodes, parallel, async (node, token) =>
        {
            try
            {
                var options = new DeleteOptions { Uid = node.ObjectUid, Propagation = DeletionPropagation.Background };
                await _services.Client.DeleteAsync(BuiltInResources.Nodes.Named(node.Node.Namespace, node.Node.Name), options, token);
            }
            catch (KubernetesException refused)
            {
                if (!refused.IsConflict || await IsStillThereAsync(node, token)) failures.Add((node.Node, refused.Status.Message));
            }
        });
        return [.. failures];
    }

    // A conflict says mostly that another object has taken the name meanwhile, which is observed and judged by itself. Mostly.
    private async Task<bool> IsStillThereAsync(NodeDigest node, CancellationToken cancellationToken)
    {
        try
        {
            var (found, live) = await _services.Client.FindAsync(BuiltInResources.Nodes.Named(node.Node.Namespace, node.Node.Name), Representation.Metadata, cancellationToken);
            return found && live!.Metadata.Uid == node.ObjectUid;
        }
        catch (KubernetesException)
        {
            return true;
        }
    }

    /// <summary>
    /// The end of a form takes all of its nodes and no guard stands before that, so the server itself is asked: a list of the past, or a
    /// node that was seen before its form was, is no proof.
    /// </summary>
    private async Task<bool> IsStillThereAsync(FormKey form, CancellationToken cancellationToken)
    {
        try
        {
            var (found, live) = await _services.Client.FindAsync(BuiltInResources.Forms.Named(form.Namespace, form.Name), Representation.Full, cancellationToken);
            return found && live.Deserialize(CrdJson.Default.LynqForm) is { Metadata.DeletionTimestamp: null } there && there.Spec.HubId == _key.Name;
        }
        catch (KubernetesException)
        {
            return true;
        }
    }

    private async ValueTask EndDeletionsAsync(DeletionsEnded ended)
    {
        foreach (var (node, error) in ended.Failures)
        {
            await CarryOutAsync(HubDecisions.OnDeletionFailed(_state, node, error));
        }

        if (ended.Spared.Length > 0)
        {
            LogFormStillThere(_key, ended.Spared.Length);
            await CarryOutAsync(HubDecisions.OnSpared(_state, ended.Spared));
        }

        // A hub that is being deleted has no next sync that would try again; and nobody may come to tell of a form that did not answer.
        if (ended.Spared.Length > 0 || (ended.Failures.Count > 0 && _state.IsDeleting)) LookAgainLater();
        else _looksInVain = 0;
    }

    private sealed record DeletionsEnded(IReadOnlyList<(NodeKey Node, string Error)> Failures, ImmutableArray<NodeKey> Spared) : IActorMessage;
}
