using System.Text.Json;
using Lynq.Actors.Forms;
using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Actors.Rollout;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Operation;

/// <summary>
/// Follows hubs, forms and nodes, keeps the <see cref="ClusterView"/>, and tells the actors. Forms are listed before nodes and
/// nodes before hubs: no hub decides anything before everything that exists is known.
/// </summary>
internal sealed partial class CustomResources(
    IActorSystem actors, IInformers informers, ClusterView view, FormCatalog catalog, IReadOnlyList<string> namespaces)
{
    /// <summary>Follows the three kinds until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var forms = Start(InformerOptions.Full<LynqForm>(BuiltInResources.Forms, ReadForm, OnFormAsync), cancellationToken);
        await forms.Synced;
        var nodes = Start(Nodes(), cancellationToken);
        await nodes.Synced;
        var hubs = Start(InformerOptions.Full<LynqHub>(BuiltInResources.Hubs, ReadHub, OnHubAsync), cancellationToken);
        await hubs.Synced;
        view.Complete();
        if (actors.Placement is { } placement)
        {
            placement.Begin(this);
        }
        else
        {
            TellAll();
        }

        await Task.WhenAll(forms.Run, nodes.Run, hubs.Run);
    }

    private InformerOptions<ObservedNode, NodeDigest?> Nodes() => new()
    {
        Resource = BuiltInResources.Nodes,
        Representation = ObservedNode.Representation(key => IsHere(key.ToActor())),
        Identify = node => node.Identity,
        Keep = node => node.Digest is { } digest ? view.Sharing(digest) : null,
        Handler = OnNodeAsync,
    };

    private (Task Synced, Task Run) Start<T, TKept>(InformerOptions<T, TKept> options, CancellationToken cancellationToken)
    {
        var all = (namespaces.Count == 0 ? [null] : namespaces.Select(n => (string?)n))
            .Select(ns => informers.Create(options with { Namespace = ns }))
            .ToList();
        return (
            Task.WhenAll(all.Select(i => i.WaitForSyncAsync(cancellationToken))),
            Task.WhenAll(all.Select(i => Task.Run(() => i.RunAsync(cancellationToken), cancellationToken))));
    }

    private void TellAll()
    {
        foreach (var form in view.Forms)
        {
            TellForm(form);
        }

        foreach (var hub in view.Hubs)
        {
            TellHub(hub);
        }
    }

    private void TellHub(LynqHub hub)
    {
        var key = HubKey.Of(hub);
        Tell(key.ToActor(), new HubObserved { Hub = key, Object = Json(hub) });
    }

    private async ValueTask OnHubAsync(InformerChange<JsonElement, LynqHub> change, CancellationToken cancellationToken)
    {
        var key = HubKey.Of(change.Kept);
        var known = view.Hub(key) is not null;
        var gone = change.Type == WatchEventType.Deleted;
        if (gone)
        {
            view.Remove(key);
        }
        else
        {
            view.Set(change.Kept);
        }

        if (!view.IsComplete)
        {
            return;
        }

        if (known == gone)
        {
            foreach (var form in view.FormsOf(key).Select(FormKey.Of))
            {
                Tell(form.ToActor(), new HubPresenceChanged { Form = form, HubExists = !gone });
            }
        }

        IActorMessage message = gone ? new HubGone { Hub = key } : new HubObserved { Hub = key, Object = Json(change.Kept) };
        await TellAsync(key.ToActor(), message, cancellationToken);
    }

    private ValueTask OnFormAsync(InformerChange<JsonElement, LynqForm> change, CancellationToken cancellationToken)
    {
        var form = change.Kept;
        var key = FormKey.Of(form);
        if (change.Type == WatchEventType.Deleted)
        {
            view.Remove(key);
            catalog.Remove(key);
            if (view.IsComplete)
            {
                TellHub(form, null, valid: false);
                Tell(key.ToActor(), new FormGone { Form = key });
            }

            return ValueTask.CompletedTask;
        }

        catalog.Set(change.Object.Deserialize(CrdJson.Default.LynqForm)!, change.Object);
        view.Set(form);
        if (view.IsComplete)
        {
            if (change.Before is { } before && before.Spec.HubId != form.Spec.HubId)
            {
                TellHub(before, null, valid: false);
            }

            TellForm(form);
        }

        return ValueTask.CompletedTask;
    }

    private void TellForm(LynqForm form)
    {
        var key = FormKey.Of(form);
        var errors = catalog.Find(key)?.Errors ?? [];
        var hubExists = view.Hub(new HubKey(key.Namespace, form.Spec.HubId)) is not null;
        Tell(key.ToActor(), new FormObserved { Form = key, Object = Json(form), Errors = errors, HubExists = hubExists });
        var generation = form.Metadata.DeletionTimestamp is null ? form.Metadata.Generation : null;
        TellHub(form, generation, errors.Count == 0);
    }

    private void TellHub(LynqForm form, long? generation, bool valid)
    {
        var hub = new HubKey(form.Metadata.Namespace ?? string.Empty, form.Spec.HubId);
        Tell(hub.ToActor(), new HubFormChanged { Hub = hub, Form = FormKey.Of(form), Generation = generation, Valid = valid });
    }

    private async ValueTask OnNodeAsync(InformerChange<ObservedNode, NodeDigest?> change, CancellationToken cancellationToken)
    {
        var key = new NodeKey(change.Identity.Namespace, change.Identity.Name);
        if (change.Type == WatchEventType.Deleted)
        {
            await TellAsync(key.ToActor(), new NodeGone { Node = key, Uid = change.Identity.Uid }, cancellationToken);
            Forget(change.Kept);
            return;
        }

        if (change.Kept is { } digest)
        {
            view.Set(digest);
            Announce(change.Before, digest);
        }

        // Without the whole its actor lived elsewhere when it was read: one that has come here since then reads its node by itself.
        if (change.Object.Message is { } observed)
        {
            await TellAsync(key.ToActor(), observed, cancellationToken);
        }
    }

    private void Announce(NodeDigest? before, NodeDigest digest)
    {
        if (!view.IsComplete || digest == before)
        {
            return;
        }

        if (before is not null && (before.Form != digest.Form || before.Hub != digest.Hub))
        {
            TellGone(before);
        }

        Tell(digest.Form.ToActor(), new FormNodeObserved { Form = digest.Form, Digest = digest });
        Tell(digest.Hub.ToActor(), new HubNodeObserved { Hub = digest.Hub, Digest = digest });
    }

    private void Forget(NodeDigest? digest)
    {
        if (digest is not null)
        {
            view.Remove(digest);
            TellGone(digest);
        }
    }

    private void TellGone(NodeDigest digest)
    {
        if (view.IsComplete)
        {
            Tell(digest.Form.ToActor(), new FormNodeGone { Form = digest.Form, Node = digest.Node, ObjectUid = digest.ObjectUid });
            Tell(digest.Hub.ToActor(), new HubNodeGone { Hub = digest.Hub, Node = digest.Node });
        }
    }

    private static LynqHub ReadHub(JsonElement hub)
    {
        var read = hub.Deserialize(CrdJson.Default.LynqHub)!;
        return read with { Metadata = read.Metadata with { ManagedFields = null } };
    }

    /// <summary>A form without its resources, which only the catalog keeps.</summary>
    private static LynqForm ReadForm(JsonElement form)
    {
        var read = form.Deserialize(CrdJson.Default.LynqForm)!;
        return read with
        {
            Metadata = read.Metadata with { ManagedFields = null },
            Spec = new LynqFormSpec { HubId = read.Spec.HubId, Rollout = read.Spec.Rollout, Paused = read.Spec.Paused },
        };
    }

    private static JsonElement Json(LynqHub hub) => JsonSerializer.SerializeToElement(hub, CrdJson.Default.LynqHub);

    private static JsonElement Json(LynqForm form) => JsonSerializer.SerializeToElement(form, CrdJson.Default.LynqForm);
}
