using System.Collections.Concurrent;
using Lynq.Actors.Port;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Embedded;

/// <summary>
/// The engine that runs all actors in this process: a mailbox per actor, the thread pool, and per kind a bound on how many
/// work at the same time. Several replicas elect a leader by a Lease; only the leader starts an engine (contract §16.3).
/// </summary>
public sealed partial class EmbeddedActorSystem : IActorSystem
{
    private readonly ConcurrentDictionary<string, ActorKindRuntime> _kinds = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly MessageCatalog? _roundTrip;
    private readonly ILogger _logger;

    /// <summary>Makes an engine.</summary>
    /// <param name="time">The clock of all actors.</param>
    /// <param name="logger">Where failures of actors are reported.</param>
    /// <param name="roundTrip">
    /// When given, every message between actors is written and read again through this catalog, as it would be in a cluster:
    /// a message that cannot travel fails at its sender. The tests always do so.
    /// </param>
    public EmbeddedActorSystem(TimeProvider time, ILogger<EmbeddedActorSystem> logger, MessageCatalog? roundTrip = null)
    {
        Time = time;
        _logger = logger;
        _roundTrip = roundTrip;
        Stopping = _stopping.Token;
        Timers = new TimerQueue(time);
    }

    internal TimeProvider Time { get; }

    internal TimerQueue Timers { get; }

    internal CancellationToken Stopping { get; }

    /// <inheritdoc />
    public void Register(ActorRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var kind = new ActorKindRuntime(this, registration);
        if (!_kinds.TryAdd(registration.Kind, kind))
        {
            kind.Dispose();
            throw new InvalidOperationException($"Actors of kind \"{registration.Kind}\" are registered already.");
        }
    }

    /// <inheritdoc />
    public void Tell(ActorId target, IActorMessage message)
    {
        var kind = KindOf(target);
        if (!Stopping.IsCancellationRequested)
        {
            kind.Post(target.Key, new Envelope(RoundTrip(message)));
        }
    }

    /// <inheritdoc />
    public async ValueTask TellAsync(ActorId target, IActorMessage message, CancellationToken cancellationToken)
    {
        await KindOf(target).WaitForRoomAsync(target.Key, cancellationToken);
        Tell(target, message);
    }

    /// <inheritdoc />
    public async Task<TReply> AskAsync<TReply>(
        ActorId target, IActorMessage message, TimeSpan timeout, CancellationToken cancellationToken)
        where TReply : IActorMessage
    {
        var asker = new TaskCompletionSource<IActorMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        var kind = KindOf(target);
        Stopping.ThrowIfCancellationRequested();
        kind.Post(target.Key, new Envelope(RoundTrip(message)) { Asker = asker });
        return (TReply)await asker.Task.WaitAsync(timeout, Time, cancellationToken);
    }

    /// <inheritdoc />
    public IReadOnlyList<ActorKindSnapshot> Snapshot() =>
        [.. _kinds.Values.Select(k => k.Snapshot()).OrderBy(s => s.Kind, StringComparer.Ordinal)];

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_kinds.Values.Select(k => k.StopAsync(cancellationToken)));
        Timers.Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!Stopping.IsCancellationRequested)
        {
            await StopAsync(CancellationToken.None);
        }

        _stopping.Dispose();
    }

    internal IActorMessage RoundTrip(IActorMessage message)
    {
        if (_roundTrip is null)
        {
            return message;
        }

        var (manifest, payload) = _roundTrip.Serialize(message);
        return _roundTrip.Deserialize(manifest, payload);
    }

    internal void ReportFailure(ActorId actor, TimeSpan pause, Exception failure) =>
        LogActorFailed(actor, pause.TotalSeconds, failure);

    private ActorKindRuntime KindOf(ActorId target) =>
        _kinds.TryGetValue(target.Kind, out var kind)
            ? kind
            : throw new InvalidOperationException($"No actors of kind \"{target.Kind}\" are registered.");
}
