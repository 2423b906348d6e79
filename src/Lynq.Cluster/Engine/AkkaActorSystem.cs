using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Lynq.Actors.Port;
using Lynq.Cluster.Wire;
using Microsoft.Extensions.Logging;

namespace Lynq.Cluster.Engine;

/// <summary>
/// The engine on Akka.NET Cluster Sharding: each kind of actor is a shard region, spread over all replicas. Entities are not
/// remembered: Kubernetes and the database are the memory, and whoever gets a shard is told anew what lives in it.
/// </summary>
internal sealed partial class AkkaActorSystem : IActorSystem, IActorPlacement
{
    private static readonly TimeSpan AcceptanceTimeout = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, KindRuntime> _registered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KindRegion> _regions = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ActorSystem _akka;
    private long _lastLoss;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Makes the engine over a started actor system that joins or has joined a cluster.</summary>
    public AkkaActorSystem(ActorSystem akka, TimeProvider time, ILogger<AkkaActorSystem> logger)
    {
        (_akka, _time, _logger) = (akka, time, logger);
        Stopping = _stopping.Token;
    }

    /// <inheritdoc/>
    public IActorPlacement Placement => this;

    /// <inheritdoc/>
    public DateTimeOffset? LastLoss => Interlocked.Read(ref _lastLoss) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Cancelled when this replica leaves.</summary>
    internal CancellationToken Stopping { get; }

    /// <summary>The shard regions of this process, by kind; empty before <see cref="Begin"/>.</summary>
    internal IReadOnlyDictionary<string, KindRegion> Regions => _regions;

    /// <inheritdoc/>
    public void Register(ActorRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        if (!_registered.TryAdd(registration.Kind, new KindRuntime(registration, _time)))
            throw new InvalidOperationException($"Actors of kind \"{registration.Kind}\" are registered already.");
    }

    /// <inheritdoc/>
    public void Begin(IPlacementFollower follower)
    {
        ArgumentNullException.ThrowIfNull(follower);
        foreach (var (kind, runtime) in _registered)
            _regions[kind] = StartRegion(kind, runtime, follower);
        var regions = _regions.ToDictionary(region => region.Key, region => region.Value.Region, StringComparer.Ordinal);
        _akka.ActorOf(Props.Create(() => new NoticeBoard(regions, follower, OnLoss)), NoticeBoard.Name);
    }

    /// <inheritdoc/>
    public bool IsHere(ActorId actor) => _regions.TryGetValue(actor.Kind, out var kind) && kind.Places.IsHere(actor.Key);

    /// <inheritdoc/>
    public void Tell(ActorId target, IActorMessage message)
    {
        if (!Stopping.IsCancellationRequested)
            Find(target).Region.Tell(new ShardEnvelope(target.Key, message, Expectation.Nothing), ActorRefs.NoSender);
    }

    /// <inheritdoc/>
    public async ValueTask TellAsync(ActorId target, IActorMessage message, CancellationToken cancellationToken)
    {
        var (runtime, region, places) = Find(target);
        var isHere = places.IsHere(target.Key);
        if (!isHere && !runtime.IsConfirmedAway())
        {
            Tell(target, message);
            return;
        }

        var credits = isHere ? runtime.Credits : runtime.CreditsAway;
        await credits.WaitAsync(cancellationToken);
        var envelope = new ShardEnvelope(target.Key, message, Expectation.Acceptance);
        _ = ReturnCreditAsync(credits, region.Ask<Accepted>(envelope, AcceptanceTimeout, Stopping));
    }

    /// <inheritdoc/>
    public async Task<TReply> AskAsync<TReply>(ActorId target, IActorMessage message, TimeSpan timeout, CancellationToken cancellationToken)
        where TReply : IActorMessage
    {
        object answer;
        try
        {
            answer = await Find(target).Region.Ask<object>(new ShardEnvelope(target.Key, message, Expectation.Answer), timeout, cancellationToken);
        }
        catch (AskTimeoutException e)
        {
            throw new TimeoutException($"{target} did not answer within {timeout.TotalSeconds:0.###} s.", e);
        }

        return answer switch
        {
            TReply reply => reply,
            Failed failed => throw new InvalidOperationException($"{target} failed: {failed.Problem}"),
            _ => throw new InvalidOperationException($"{target} answered with {answer.GetType().Name}, expected {typeof(TReply).Name}."),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActorKindSnapshot> Snapshot() => [.. _registered.Values.Select(kind => kind.Snapshot())];

    /// <summary>Leaves the cluster: shards are handed over one by one, each after its actors have finished what they have in hand.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_akka.WhenTerminated.IsCompleted)
            await CoordinatedShutdown.Get(_akka).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(cancellationToken);
        await _stopping.CancelAsync();
    }

    /// <summary>Ends without a word to the others, as a crash does: nothing is handed over.</summary>
    public async Task AbortAsync()
    {
        ((ExtendedActorSystem)_akka).Abort();
        await _akka.WhenTerminated;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        foreach (var (_, _, places) in _regions.Values)
            places.Dispose();
        foreach (var runtime in _registered.Values)
            runtime.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Says that a behaviour failed.</summary>
    internal void ReportFailure(ActorId actor, TimeSpan pause, Exception failure) => LogFailure(actor.Kind, actor.Key, pause.TotalSeconds, failure);

    /// <summary>Tells every replica that an actor has started.</summary>
    internal void Announce(ActorId actor) => TellBoards(new StartNotice(actor.Kind, actor.Key));

    private void TellBoards(object notice)
    {
        foreach (var board in NoticeBoard.All(Akka.Cluster.Cluster.Get(_akka)))
            _akka.ActorSelection(board).Tell(notice, ActorRefs.NoSender);
    }

    private void OnLoss() => Interlocked.Exchange(ref _lastLoss, _time.GetUtcNow().UtcTicks);

    private KindRegion StartRegion(string kind, KindRuntime runtime, IPlacementFollower follower)
    {
        // First of all: the extension brings the defaults that the settings are read from.
        var sharding = ClusterSharding.Get(_akka);
        var extractor = new LynqMessageExtractor(LynqMessageExtractor.ShardsOf(kind));
        ShardPlaces? places = null;
        places = new ShardPlaces(extractor, OnMoved, _time);
        var settings = ClusterShardingSettings.Create(_akka)
            .WithRememberEntities(false)
            .WithPassivateIdleAfter(runtime.Registration.PassivateAfter ?? TimeSpan.Zero);
        var region = sharding.Start(
            kind,
            key => ShardPilot.ShardOf(key) is { } shard
                ? Props.Create(() => new ShardPilot(places, shard))
                : Props.Create(() => new EntityActor(this, runtime, key)),
            settings,
            extractor,
            sharding.DefaultShardAllocationStrategy(settings),
            StopEntity.Instance);
        return new KindRegion(runtime, region, places);

        void OnMoved(IReadOnlySet<string> arrived)
        {
            TellBoards(ShardsMoved.Instance);
            if (arrived.Count > 0)
                follower.Arrived(kind, actor => actor.Kind == kind && places!.IsAmong(actor.Key, arrived));
        }
    }

    private KindRegion Find(ActorId target)
    {
        if (_regions.TryGetValue(target.Kind, out var kind))
            return kind;
        throw new InvalidOperationException(_registered.ContainsKey(target.Kind)
            ? $"Actors of kind \"{target.Kind}\" are not taken in yet."
            : $"Actors of kind \"{target.Kind}\" are not registered.");
    }

    private static async Task ReturnCreditAsync(SemaphoreSlim credits, Task<Accepted> acceptance)
    {
        try
        {
            await acceptance;
        }
        catch (Exception e) when (e is AskTimeoutException or OperationCanceledException)
        {
            // The shard is moving or its replica is gone. What was told is told again when the shard has found its new home.
        }
        finally
        {
            credits.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Actor {Kind}:{Key} failed and starts anew in {Seconds:0.0} s")]
    private partial void LogFailure(string kind, string key, double seconds, Exception failure);
}
