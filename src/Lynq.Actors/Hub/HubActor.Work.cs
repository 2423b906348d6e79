using System.Text.Json.Nodes;
using Lynq.Actors.Node;
using Lynq.Actors.Operation;
using Lynq.Actors.Port;
using Lynq.Actors.Statuses;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Hub;

internal sealed partial class HubActor
{
    private ObjectAddress Address => BuiltInResources.Hubs.Named(_key.Namespace, _key.Name);

    /// <summary>Reads the rows beside the mailbox. Whatever asks while that runs is answered by one more sync.</summary>
    private void StartSync(string cause)
    {
        if (!_state.MayAct)
        {
            return;
        }

        if (_syncing)
        {
            _syncAgain = true;
            return;
        }

        _syncing = true;
        _context.CancelTimer(SyncTimer);
        LogSyncStarted(_key, cause);
        var state = _state;
        _context.PipeToSelf(token => SyncAsync(state, cause, token));
    }

    private async Task<IActorMessage?> SyncAsync(HubState state, string cause, CancellationToken cancellationToken)
    {
        await _services.SyncSlots.WaitAsync(cancellationToken);
        using var span = OperatorSpans.Sync(_key, cause);
        var start = _context.Time.GetTimestamp();
        try
        {
            var rows = await _rows.ReadAsync(state.Hub!, state, cancellationToken);
            span?.SetTag("lynq.rows", rows.ReadCount);
            return new SyncEnded(rows, null, _context.Time.GetElapsedTime(start));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            span.Fail(failure.GetType().Name);
            return new SyncEnded(null, failure, _context.Time.GetElapsedTime(start));
        }
        finally
        {
            _services.SyncSlots.Release();
        }
    }

    private async ValueTask EndSyncAsync(SyncEnded ended)
    {
        _syncing = false;
        if (_state.Hub is not { } hub)
        {
            return;
        }

        _services.Metrics.SyncEnded(_key, ended.Duration, ended.Failure is not null, _context.Time.GetUtcNow());
        if (ended.Rows is { } rows)
        {
            LogSyncEnded(_key, rows.ReadCount, rows.Hashes.Count, rows.RejectedCount, ended.Duration.TotalMilliseconds);
            await CarryOutAsync(HubDecisions.OnSynced(_state, rows, ended.Duration, _context.Time.GetUtcNow()));
            TellDesired();
        }
        else
        {
            var failure = SyncFailure.Of(ended.Failure!);
            LogSyncFailed(_key, failure, ended.Failure!);
            await CarryOutAsync(HubDecisions.OnSyncFailed(_state, failure));
        }

        if (_syncAgain)
        {
            _syncAgain = false;
            StartSync("it was asked for during the last one");
            return;
        }

        var pause = SyncTiming.Next(
            HubDatabase.Interval(hub.Spec), ended.Duration, _state.Failures, _services.Options, Random.Shared.NextDouble());
        _context.SetTimer(SyncTimer, pause, new SyncDue());
    }

    private void ScheduleStatus()
    {
        if (_statusDue || _state.Hub is null || _state.IsDeleting)
        {
            return;
        }

        _statusDue = true;
        _statusPace = _statusPace.Next(_services.Options.StatusDelay, _context.Time.GetUtcNow());
        _context.SetTimer(StatusTimer, _statusPace.Wait, new StatusDue());
    }

    private void WriteStatus()
    {
        if (_state.Hub is not { } hub || HubStatusRule.IsTooEarly(_state))
        {
            _statusDue = false;
            return;
        }

        var status = HubStatusRule.Of(_state, _context.Time.GetUtcNow());
        _services.Metrics.Show(_key, status);
        var known = _written ?? hub.Status ?? new LynqHubStatus();
        if (HubStatusRule.SaysTheSame(status, known)
            || StatusPatch.Between(HubStatusRule.Json(known), HubStatusRule.Json(status)) is not { } patch)
        {
            _statusDue = false;
            return;
        }

        _context.PipeToSelf(async token =>
        {
            try
            {
                await _services.Client.PatchStatusAsync(Address, patch, Representation.Metadata, cancellationToken: token);
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
            LogStatusFailed(_key, failure);
            _statusDue = true;
            _context.SetTimer(StatusTimer, failure.RetryAfter ?? TimeSpan.FromSeconds(2), new StatusDue());
            return;
        }

        // Later writes compare with this one, whatever the informer shows meanwhile.
        _written = written.Status;
        _state = _state.Hub is { } hub ? _state with { Hub = hub with { Status = written.Status } } : _state;
        ScheduleStatus();
    }

    /// <summary>Writes the finalizers against the version that was read, so that nobody else's is lost.</summary>
    private void SetFinalizers(LynqHub hub, string[] finalizers)
    {
        if (_metadataWriting)
        {
            return;
        }

        _metadataWriting = true;
        var version = hub.Metadata.ResourceVersion;
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = version,
                ["finalizers"] = new JsonArray([.. finalizers.Select(f => (JsonNode)f)]),
            },
        };
        _context.PipeToSelf(async token =>
        {
            try
            {
                await _services.Client.MergePatchAsync(Address, patch, Representation.Metadata, cancellationToken: token);
                return new MetadataWritten(null);
            }
            catch (KubernetesException refused) when (refused.IsNotFound || refused.IsConflict)
            {
                return new MetadataWritten(version);
            }
        });
    }

    // As long as the server has no answer it is asked more and more seldom, as after failed syncs.
    private void LookAgainLater()
    {
        if (_state.Hub is not { } hub) return;
        var pause = SyncTiming.Next(HubDatabase.Interval(hub.Spec), TimeSpan.Zero, ++_looksInVain, _services.Options, Random.Shared.NextDouble());
        _context.SetTimer(LookAgainTimer, pause, new LookAgain());
    }

    private sealed record LookAgain : IActorMessage;

    private sealed record SyncDue : IActorMessage;

    private sealed record SyncEnded(SyncedRows? Rows, Exception? Failure, TimeSpan Duration) : IActorMessage;

    private sealed record StatusDue : IActorMessage;

    private sealed record StatusWritten(LynqHubStatus Status, KubernetesException? Failure) : IActorMessage;

    private sealed record MetadataWritten(string? RefusedVersion) : IActorMessage;
}
