using System.Text.Json;
using Lynq.Actors.Hub;
using Lynq.Actors.Port;
using Lynq.Actors.Statuses;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Rollout;

/// <summary>
/// The actor of one LynqForm: meters how many of its nodes change at the same time, and keeps the form's status. What it
/// decides is in <see cref="RolloutDecisions"/>; its permits can be read from the LynqNodes, so it can start anew anywhere.
/// </summary>
internal sealed partial class RolloutActor(IActorContext context, RolloutServices services) : IActor
{
    private const string StatusTimer = "status";
    private const string TimeTimer = "time";

    private readonly FormKey _key = FormKey.Parse(context.Self.Key);
    private RolloutState _state = RolloutState.Empty;
    private LynqFormStatus? _written;
    private FormVerdict? _verdict;
    private bool _statusDue;
    private StatusPace _statusPace;
    private DateTimeOffset? _quietUntil;
    private int _heldBack;
    private long? _warnedOf;

    private DateTimeOffset Now => context.Time.GetUtcNow();

    /// <inheritdoc />
    public ValueTask StartAsync()
    {
        var form = services.View.Form(_key);
        _quietUntil = RolloutDecisions.QuietAfterStart(form, context.FollowsFailure, services.IsSpread, services.LastLoss(), Now);
        if (services.View.IsComplete)
        {
            Load();
        }

        if (form is not null && (context.FollowsFailure || services.IsSpread))
        {
            // Nodes may wait for permits that a predecessor was asked for.
            var hub = new HubKey(_key.Namespace, form.Spec.HubId);
            context.Tell(hub.ToActor(), new WishesLost { Hub = hub, Form = _key });
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask ReceiveAsync(IActorMessage message)
    {
        switch (message)
        {
            case FormObserved observed:
                if (_state.Form is null)
                {
                    Load();
                }

                var form = observed.Object.Deserialize(CrdJson.Default.LynqForm)!;
                Follow(RolloutDecisions.OnForm(_state, form, observed.Errors, observed.HubExists, Now));
                Judge();
                break;
            case HubPresenceChanged presence:
                Follow(new RolloutDecision(_state with { HubExists = presence.HubExists }, []));
                Judge();
                break;
            case FormGone:
                services.Metrics.Forget(_key);
                _state = _state with { Form = null };
                context.CancelTimer(StatusTimer);
                context.CancelTimer(TimeTimer);
                context.Passivate();
                break;
            case FormNodeObserved observed:
                Follow(RolloutDecisions.OnNode(_state, observed.Digest, Now));
                break;
            case FormNodeGone gone:
                Follow(RolloutDecisions.OnNodeGone(_state, gone.Node, gone.ObjectUid, Now));
                break;
            case PermitRequested request:
                Follow(RolloutDecisions.OnRequested(_state, request, Now));
                break;
            case PermitUsed used:
                Follow(RolloutDecisions.OnUsed(_state, used, Now));
                break;
            case PermitReturned returned:
                Follow(RolloutDecisions.OnReturned(_state, returned, Now));
                break;
            case NodesDesired desired:
                Follow(new RolloutDecision(RolloutDecisions.OnDesired(_state, desired.Count), []));
                break;
            case RolloutHandedOver handed:
                _quietUntil = null;
                Follow(RolloutDecisions.OnHandedOver(_state, handed.Slots, Now));
                break;
            case TimePassed:
                Follow(RolloutDecisions.OnTime(_state, Now));
                break;
            case StatusDue:
                WriteStatus();
                break;
            case StatusWritten written:
                EndStatusWrite(written);
                break;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask StopAsync()
    {
        // To the same address: it reaches whoever comes next, wherever that is.
        if (services.IsSpread && _state.Form is not null)
        {
            context.Tell(context.Self, new RolloutHandedOver { Form = _key, Slots = RolloutDecisions.HandOver(_state) });
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Takes over what the informers know, after a start or when the form has appeared; requests that wait stay.</summary>
    private void Load()
    {
        var form = services.View.Form(_key);
        var errors = services.Catalog.Find(_key)?.Errors ?? [];
        var hubExists = form is not null && services.View.Hub(new HubKey(_key.Namespace, form.Spec.HubId)) is not null;
        var rebuilt = RolloutDecisions.Rebuild(form, errors, hubExists, services.View.NodesOf(_key), _quietUntil);
        Follow(new RolloutDecision(rebuilt with { Queue = _state.Queue, Desired = _state.Desired, LastPermit = _state.LastPermit }, []));
    }

    private void Follow(RolloutDecision decision)
    {
        _state = decision.State;
        foreach (var grant in decision.Grants)
        {
            context.Tell(grant.Node.ToActor(), grant);
        }

        if (RolloutDecisions.NextTime(_state) is { } next)
        {
            context.SetTimer(TimeTimer, Max(next - Now, TimeSpan.Zero), new TimePassed());
        }
        else
        {
            context.CancelTimer(TimeTimer);
        }

        ScheduleStatus();
    }

    /// <summary>Tells the verdict on the form when it has changed (contract §7).</summary>
    private void Judge()
    {
        if (_state.Form is not { } form)
        {
            return;
        }

        WarnOfReserved(form);
        var before = _verdict ?? FormVerdict.From(form.Status);
        _verdict = FormVerdict.Of(FormStatusRule.Problems(_state));
        foreach (var (type, reason, text) in _verdict.EventsAfter(before))
        {
            Emit(form, type, reason, text);
        }
    }

    /// <summary>Once per generation; a restart says nothing anew (contract §2.4).</summary>
    private void WarnOfReserved(LynqForm form)
    {
        if (form.Status?.ObservedGeneration != form.Metadata.Generation && _warnedOf != form.Metadata.Generation
            && services.Catalog.Find(_key) is { Reserved: [_, ..] reserved } known && known.Generation == form.Metadata.Generation)
        {
            _warnedOf = known.Generation;
            Emit(form, EventType.Warning, EventReasons.ReservedKey, string.Join("; ", reserved.Take(5)));
        }
    }

    private void Emit(LynqForm form, EventType type, string reason, string text)
    {
        var key = new ResourceKey(BuiltInResources.Forms.GroupVersionKind, _key.Namespace, _key.Name);
        services.Events.Record(new EventSubject(key, form.Metadata.Uid ?? string.Empty), type, reason, text, LynqNames.FormComponent);
    }

    private void ScheduleStatus()
    {
        if (!_statusDue && _state.Form is { Metadata.DeletionTimestamp: null })
        {
            _statusDue = true;
            _statusPace = _statusPace.Next(services.Options.StatusDelay, Now);
            context.SetTimer(StatusTimer, _statusPace.Wait, new StatusDue());
        }
    }

    private void WriteStatus()
    {
        if (_state.Form is not { } form)
        {
            _statusDue = false;
            return;
        }

        TellHeldBack(form);
        var status = FormStatusRule.Of(_state, Now);
        services.Metrics.Show(_key, status);
        if (StatusPatch.Between(FormStatusRule.Json(_written ?? form.Status ?? new LynqFormStatus()), FormStatusRule.Json(status)) is not { } patch)
        {
            _statusDue = false;
            return;
        }

        context.PipeToSelf(async token =>
        {
            try
            {
                await services.Client.PatchStatusAsync(
                    BuiltInResources.Forms.Named(_key.Namespace, _key.Name), patch, Representation.Metadata, cancellationToken: token);
                return new StatusWritten(status, null);
            }
            catch (KubernetesException failure)
            {
                return new StatusWritten(status, failure);
            }
        });
    }

    private void EndStatusWrite(StatusWritten written)
    {
        _statusDue = false;
        if (written.Failure is { IsNotFound: false } failure)
        {
            StatusFailed(services.Logger, _key, failure);
            _statusDue = true;
            context.SetTimer(StatusTimer, failure.RetryAfter ?? TimeSpan.FromSeconds(2), new StatusDue());
            return;
        }

        _written = written.Status;
        _state = _state.Form is { } form ? _state with { Form = form with { Status = written.Status } } : _state;
        ScheduleStatus();
    }

    private void TellHeldBack(LynqForm form)
    {
        var count = _state.MaxSkew > 0 ? _state.Queue.Count : 0;
        if (count != _heldBack)
        {
            _heldBack = count;
            var hub = new HubKey(_key.Namespace, form.Spec.HubId);
            context.Tell(hub.ToActor(), new NodesHeldBack { Hub = hub, Form = _key, Count = count, MaxSkew = _state.MaxSkew });
        }
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private sealed record StatusDue : IActorMessage;

    private sealed record TimePassed : IActorMessage;

    private sealed record StatusWritten(LynqFormStatus Status, KubernetesException? Failure) : IActorMessage;
}
