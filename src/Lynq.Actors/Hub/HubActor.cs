using System.Text.Json;
using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Actors.Rollout;
using Lynq.Actors.Statuses;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Hub;

/// <summary>
/// The actor of one LynqHub: reads its rows in its rhythm, tells the nodes whose row or form has changed, deletes what is gone
/// within the guard, and keeps the hub's status. What it decides is in <see cref="HubDecisions"/>; this only carries it out.
/// </summary>
internal sealed partial class HubActor : IActor, IAsyncDisposable
{
    private const string SyncTimer = "sync";
    private const string StatusTimer = "status";
    private const string LookAgainTimer = "look-again";

    private readonly IActorContext _context;
    private readonly HubServices _services;
    private readonly HubKey _key;
    private readonly RowReader _rows;
    private HubState _state = HubState.Empty;
    private LynqHubStatus? _written;
    private bool _syncing;
    private bool _syncAgain;
    private bool _statusDue;
    private StatusPace _statusPace;
    private bool _metadataWriting;
    private int _looksInVain;

    public HubActor(IActorContext context, HubServices services)
    {
        _context = context;
        _services = services;
        _key = HubKey.Parse(context.Self.Key);
        _rows = new RowReader(
            services.Sources,
            services.Informers,
            context.Time,
            () => context.Tell(context.Self, new SyncNow { Hub = _key, Cause = "a Secret of the connection has changed" }));
    }

    /// <inheritdoc />
    public async ValueTask StartAsync()
    {
        if (_services.View is { IsComplete: true } view && view.Hub(_key) is { } hub)
        {
            Load();
            await ObserveAsync(hub);
        }
    }

    /// <inheritdoc />
    public async ValueTask ReceiveAsync(IActorMessage message)
    {
        switch (message)
        {
            case HubObserved observed:
                if (_state.Hub is null)
                {
                    Load();
                }

                await ObserveAsync(observed.Object.Deserialize(CrdJson.Default.LynqHub)!);
                break;
            case HubGone:
                Leave();
                break;
            case HubFormChanged { Generation: { } generation } changed:
                await CarryOutAsync(HubDecisions.OnForm(_state, new FormEntry(changed.Form, generation, changed.Valid)));
                TellDesired();
                break;
            case HubFormChanged gone:
                await CarryOutAsync(HubDecisions.OnFormGone(_state, gone.Form));
                break;
            case HubNodeObserved observed:
                await CarryOutAsync(HubDecisions.OnNode(_state, observed.Digest));
                break;
            case HubNodeGone gone:
                await CarryOutAsync(HubDecisions.OnNodeGone(_state, gone.Node));
                break;
            case NodeRefused refused:
                await CarryOutAsync(HubDecisions.OnRefused(_state, refused.Node, new Refusal(refused.Reason, refused.Message)));
                break;
            case NodesHeldBack held:
                await CarryOutAsync(HubDecisions.OnHeldBack(_state, held.Form, held.Count, held.MaxSkew));
                break;
            case RowNeeded needed:
                _state = HubDecisions.OnRowNeeded(_state, needed.Node);
                StartSync($"node {needed.Node.Name} needs its row");
                break;
            case SyncNow now:
                if (now.NodesMoved) _state = HubDecisions.OnNodesMoved(_state);
                StartSync(now.Cause);
                break;
            case WishesLost lost:
                await CarryOutAsync(HubDecisions.OnWishesLost(_state, lost.Node, lost.Form));
                TellDesired();
                break;
            default:
                await ReceiveOwnAsync(message);
                break;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private async ValueTask ReceiveOwnAsync(IActorMessage message)
    {
        switch (message)
        {
            case SyncDue:
                StartSync("the interval has passed");
                break;
            case SyncEnded ended:
                await EndSyncAsync(ended);
                break;
            case StatusDue:
                WriteStatus();
                break;
            case StatusWritten written:
                EndStatusWrite(written);
                break;
            case MetadataWritten written:
                _metadataWriting = false;
                if (written.RefusedVersion is null) _looksInVain = 0;
                if (written.RefusedVersion is { } version && _state.Hub is { } hub)
                {
                    // A newer version has arrived meanwhile, or is on its way, or there is none and the server only says so.
                    if (hub.Metadata.ResourceVersion != version) await ObserveAsync(hub);
                    else LookAgainLater();
                }

                break;
            case DeletionsEnded ended:
                await EndDeletionsAsync(ended);
                break;
            case LookAgain when _state.Hub is { } known:
                await ObserveAsync(known);
                break;
        }
    }

    /// <summary>Takes over what the informers know, after a start or when the hub has appeared.</summary>
    private void Load()
    {
        foreach (var node in _services.View.NodesOf(_key))
        {
            _state = _state.WithNode(node);
        }

        _state = _state with { Rows = HubDecisions.RowsOfNodes(_state) };
        foreach (var form in _services.View.FormsOf(_key).Where(f => f.Metadata.DeletionTimestamp is null))
        {
            var key = FormKey.Of(form);
            var valid = _services.Catalog.Find(key)?.Valid ?? false;
            _state = _state with { Forms = _state.Forms.SetItem(key.Name, new FormEntry(key, form.Metadata.Generation ?? 0, valid)) };
        }
    }

    private async ValueTask ObserveAsync(LynqHub hub)
    {
        if (hub.Metadata.DeletionTimestamp is null && !hub.Metadata.HasFinalizer(LynqNames.HubFinalizer))
        {
            SetFinalizers(hub, [.. hub.Metadata.Finalizers ?? [], LynqNames.HubFinalizer]);
        }

        await CarryOutAsync(HubDecisions.OnHub(_state, hub));
    }

    /// <summary>The hub is gone: so is what is shown of it.</summary>
    private void Leave()
    {
        _services.Metrics.Forget(_key);
        _state = _state with { Hub = null };
        _context.CancelTimer(SyncTimer);
        _context.CancelTimer(StatusTimer);
        _context.CancelTimer(LookAgainTimer);
        _context.Passivate();
    }

    private async ValueTask CarryOutAsync(HubDecision decision)
    {
        _state = decision.State;
        var deletions = new List<HubEffect.Delete>();
        foreach (var effect in decision.Effects)
        {
            switch (effect)
            {
                case HubEffect.Desire desire:
                    await _context.TellAsync(desire.Wish.Node.ToActor(), desire.Message);
                    break;
                case HubEffect.Delete delete:
                    deletions.Add(delete);
                    break;
                case HubEffect.Emit emit:
                    Emit(emit);
                    break;
                case HubEffect.ReadRows read:
                    StartSync(read.Cause);
                    break;
                case HubEffect.ReleaseHub:
                    SetFinalizers(_state.Hub!, [.. _state.Hub!.Metadata.Finalizers!.Where(f => f != LynqNames.HubFinalizer)]);
                    break;
            }
        }

        StartDeletions(deletions);
        ScheduleStatus();
    }

    private void Emit(HubEffect.Emit emit)
    {
        var key = new ResourceKey(BuiltInResources.Hubs.GroupVersionKind, _key.Namespace, _key.Name);
        var uid = _state.Hub?.Metadata.Uid ?? string.Empty;
        _services.Events.Record(new EventSubject(key, uid), emit.Type, emit.Reason, emit.Message, LynqNames.HubComponent);
    }

    private void TellDesired()
    {
        if (!_state.RowsAreRead)
        {
            return;
        }

        foreach (var form in _state.Forms.Values)
        {
            _context.Tell(form.Form.ToActor(), new NodesDesired { Form = form.Form, Count = _state.Rows.Count });
        }
    }
}
