using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Kubernetes;

public sealed partial class LeaderElector
{
    /// <summary>One try to become or to stay leader. Failures of the server count as no.</summary>
    private async Task<bool> TryTakeOrRenewAsync(CancellationToken cancellationToken)
    {
        // Counted from before the request leaves: others can only see it later.
        var asked = Now;
        try
        {
            var stored = await RenewHeldAsync(cancellationToken) ?? await ReadAndTakeAsync(cancellationToken);
            if (stored is not { } lease)
                return false;
            Observe(lease);
            _held = lease;
            // A repeat inside the client does not matter: the time of the first sending is the careful one.
            Volatile.Write(ref _leaderUntil, (asked + _options.RenewDeadline).Ticks);
            return true;
        }
        catch (KubernetesException e)
        {
            LogFailed(_address, e.Message);
            return false;
        }
    }

    /// <summary>A leader renews what it wrote last, without reading first: one request a period.</summary>
    private async Task<JsonElement?> RenewHeldAsync(CancellationToken cancellationToken)
    {
        if (!IsLeader || _held is not { } held)
            return null;
        _held = null;
        try
        {
            return await TakeAsync(held, LeaseRecord.Parse(held), mine: true, cancellationToken);
        }
        catch (KubernetesException e) when (e.IsConflict)
        {
            // Somebody wrote it, perhaps we ourselves before an answer was lost: read it.
            return null;
        }
    }

    private async Task<JsonElement?> ReadAndTakeAsync(CancellationToken cancellationToken)
    {
        JsonElement lease;
        try
        {
            lease = await _client.SendAsync(Request(RequestVerb.Get), Representation.Full, cancellationToken);
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return await CreateAsync(cancellationToken);
        }

        var observed = Observe(lease);
        var mine = observed.Record.Holder == _options.Identity;
        return mine || observed.IsFree(Now) ? await TakeAsync(lease, observed.Record, mine, cancellationToken) : null;
    }

    private Task<JsonElement> TakeAsync(JsonElement lease, LeaseRecord before, bool mine, CancellationToken cancellationToken) =>
        ReplaceAsync(lease, Claim(before, mine), cancellationToken);

    private Task<JsonElement> ReplaceAsync(JsonElement lease, LeaseRecord record, CancellationToken cancellationToken)
    {
        var update = JsonObject.Create(lease)!;
        // Newer servers have more fields (a strategy, a preferred holder): they stay.
        var spec = update["spec"] as JsonObject ?? [];
        update["spec"] = spec = (JsonObject)spec.DeepClone();
        foreach (var (name, value) in record.ToJson())
            spec[name] = value?.DeepClone();
        return _client.SendAsync(Request(RequestVerb.Update) with { Body = update }, Representation.Full, cancellationToken);
    }

    private KubernetesRequest Request(RequestVerb verb) => new()
    {
        Verb = verb,
        Resource = Leases,
        Namespace = _address.Namespace,
        Name = _address.Name,
        Timeout = RequestTimeout,
    };

    private async Task<JsonElement?> CreateAsync(CancellationToken cancellationToken)
    {
        var lease = new JsonObject
        {
            ["apiVersion"] = Leases.ApiVersion,
            ["kind"] = Leases.Kind,
            ["metadata"] = new JsonObject { ["name"] = _address.Name, ["namespace"] = _address.Namespace },
            ["spec"] = Claim(new("", 0, null, null, -1), mine: false).ToJson(),
        };
        return await _client.CreateAsync(Leases, _address.Namespace, lease, null, cancellationToken);
    }

    /// <summary>
    /// Gives the lease up, quickly or not at all: the process may be on its way out. To be called after <see cref="RunAsync"/> has ended,
    /// by who does not let that do it (<see cref="LeaderElectionOptions.ReleaseOnShutdown"/>).
    /// </summary>
    public async Task ReleaseAsync()
    {
        using var limit = new CancellationTokenSource(RequestTimeout, _time);
        try
        {
            var lease = await _client.SendAsync(Request(RequestVerb.Get), Representation.Full, limit.Token);
            var record = LeaseRecord.Parse(lease);
            if (record.Holder != _options.Identity)
                return;
            var now = LeaseRecord.MicroTime(_time.GetUtcNow());
            // One second, as client-go writes it: a duration of none is not valid.
            Observe(await ReplaceAsync(lease, record with { Holder = "", DurationSeconds = 1, RenewTime = now, AcquireTime = now }, limit.Token));
        }
        catch (Exception e) when (e is KubernetesException or OperationCanceledException)
        {
            LogFailed(_address, e.Message);
        }
    }

    private LeaseRecord Claim(LeaseRecord before, bool mine)
    {
        var now = LeaseRecord.MicroTime(_time.GetUtcNow());
        return new(
            _options.Identity,
            (int)Math.Ceiling(_options.LeaseDuration.TotalSeconds),
            mine ? before.AcquireTime ?? now : now,
            now,
            mine ? before.Transitions : before.Transitions + 1);
    }

    /// <summary>
    /// Takes in the Lease as its caller has read it, so that the time for which it has stood unchanged counts from then. Only before
    /// <see cref="RunAsync"/>.
    /// </summary>
    public void Note(JsonElement lease) => Observe(lease);

    private LeaseObservation Observe(JsonElement lease)
    {
        var observed = LeaseObservation.Next(_observed, ObjectIdentity.Of(lease).ResourceVersion, LeaseRecord.Parse(lease), Now);
        Volatile.Write(ref _observed, observed);
        return observed;
    }

    // Short enough for a second try before the deadline.
    private TimeSpan RequestTimeout => (_options.RenewDeadline - _options.RetryPeriod) / 2;
}
