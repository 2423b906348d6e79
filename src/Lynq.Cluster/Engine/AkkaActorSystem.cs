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
public sealed partial class AkkaActorSystem : IActorSystem
{
    private static readonly TimeSpan AcceptanceTimeout = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (KindRuntime Runtime, IActorRef Region)> _kinds = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ActorSystem _akka;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Makes the engine over a started actor system that joins or has joined a cluster.</summary>
    public AkkaActorSystem(ActorSystem akka, TimeProvider time, ILogger<AkkaActorSystem> logger)
    {
        (_akka, _time, _logger) = (akka, time, logger);
        Stopping = _stopping.Token;
    }

    /// <summary>Cancelled when this replica leaves.</summary>
    internal CancellationToken Stopping { get; }

    /// <inheritdoc/>
    public void Register(ActorRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var runtime = new KindRuntime(registration, _time);
        var settings = ClusterShardingSettings.Create(_akka)
            .WithRememberEntities(false)
            .WithPassivateIdleAfter(registration.PassivateAfter ?? TimeSpan.Zero);
        var region = ClusterSharding.Get(_akka).Start(
            registration.Kind,
            key => Props.Create(() => new EntityActor(this, runtime, key)),
            settings,
            new LynqMessageExtractor(),
            ClusterSharding.Get(_akka).DefaultShardAllocationStrategy(settings),
            StopEntity.Instance);
        if (!_kinds.TryAdd(registration.Kind, (runtime, region)))
            throw new InvalidOperationException($"Actors of kind \"{registration.Kind}\" are registered already.");
    }

    /// <inheritdoc/>
    public void Tell(ActorId target, IActorMessage message)
    {
        if (!Stopping.IsCancellationRequested)
            Find(target).Region.Tell(new ShardEnvelope(target.Key, message, Expectation.Nothing), ActorRefs.NoSender);
    }

    /// <inheritdoc/>
    public async ValueTask TellAsync(ActorId target, IActorMessage message, CancellationToken cancellationToken)
    {
        var (runtime, region) = Find(target);
        await runtime.Credits.WaitAsync(cancellationToken);
        _ = ReturnCreditAsync(runtime, region.Ask<Accepted>(new ShardEnvelope(target.Key, message, Expectation.Acceptance), AcceptanceTimeout, cancellationToken));
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
    public IReadOnlyList<ActorKindSnapshot> Snapshot() => [.. _kinds.Values.Select(kind => kind.Runtime.Snapshot())];

    /// <summary>Leaves the cluster: shards are handed over one by one, each after its actors have finished what they have in hand.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await CoordinatedShutdown.Get(_akka).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(cancellationToken);
        await _stopping.CancelAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        foreach (var (runtime, _) in _kinds.Values)
            runtime.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Says that a behaviour failed.</summary>
    internal void ReportFailure(ActorId actor, TimeSpan pause, Exception failure) => LogFailure(actor.Kind, actor.Key, pause.TotalSeconds, failure);

    private (KindRuntime Runtime, IActorRef Region) Find(ActorId target) => _kinds.TryGetValue(target.Kind, out var kind)
        ? kind
        : throw new InvalidOperationException($"Actors of kind \"{target.Kind}\" are not registered.");

    private static async Task ReturnCreditAsync(KindRuntime runtime, Task<Accepted> acceptance)
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
            runtime.Credits.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Actor {Kind}:{Key} failed and starts anew in {Seconds:0.0} s")]
    private partial void LogFailure(string kind, string key, double seconds, Exception failure);
}
