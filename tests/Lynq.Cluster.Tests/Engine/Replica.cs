using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Lynq.Actors.Hub;
using Lynq.Actors.Port;
using Lynq.Cluster.Engine;
using Lynq.Cluster.Settings;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Cluster.Tests.Engine;

/// <summary>One replica of the engine, in this process; its actors count what they are told.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly ActorSystem _akka;

    private Replica(ActorSystem akka)
    {
        _akka = akka;
        Cluster = Akka.Cluster.Cluster.Get(akka);
        Engine = new AkkaActorSystem(akka, TimeProvider.System, NullLogger<AkkaActorSystem>.Instance);
    }

    public Akka.Cluster.Cluster Cluster { get; }

    public AkkaActorSystem Engine { get; }

    public Follower Follower { get; } = new();

    /// <summary>Messages handled here, by key of the actor.</summary>
    public ConcurrentDictionary<string, int> Handled { get; } = new();

    /// <summary>Actors alive here, by key.</summary>
    public ConcurrentDictionary<string, bool> Alive { get; } = new();

    public static async Task<Replica> StartAsync(Replica? first = null, Setup? splitBrainLease = null)
    {
        var settings = new ReplicaSettings
        {
            Host = "127.0.0.1",
            Port = LoopbackPorts.Free(1)[0],
            Patience = TimeSpan.FromSeconds(6),
            SplitBrainByLease = splitBrainLease is not null,
        };
        Setup[] more = splitBrainLease is null ? [] : [splitBrainLease];
        var replica = new Replica(AkkaConfiguration.Start(settings, NullLoggerFactory.Instance, more));
        replica.Cluster.Join((first ?? replica).Cluster.SelfAddress);
        await Eventually.Holds(() => replica.Cluster.SelfMember.Status == MemberStatus.Up, "the replica is a member");
        return replica;
    }

    /// <summary>Three replicas of one cluster that serve counting actors.</summary>
    public static async Task<IReadOnlyList<Replica>> StartThreeAsync()
    {
        var first = await StartAsync();
        Replica[] all = [first, await StartAsync(first), await StartAsync(first)];
        foreach (var replica in all) replica.Serve();
        return all;
    }

    /// <summary>Takes in actors that count what they are told.</summary>
    public void Serve()
    {
        Engine.Register(new ActorRegistration { Kind = ActorKinds.Node, Factory = context => new Counter(context.Self.Key, this) });
        Engine.Begin(Follower);
    }

    public void Tell(string key) =>
        Engine.Tell(new ActorId(ActorKinds.Node, key), new SyncNow { Hub = new("ns", "hub"), Cause = "a test" });

    /// <summary>Ends without a word, as far as that is possible within a process.</summary>
    public void Crash() => ((ExtendedActorSystem)_akka).Abort();

    /// <summary>Ends whoever says where the shards of a kind live, for good.</summary>
    public void LoseCoordinator(string kind) => _akka.ActorSelection($"/system/sharding/{kind}Coordinator").Tell(PoisonPill.Instance);

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _akka.WhenTerminated;
    }

    private sealed class Counter(string key, Replica replica) : IActor, IAsyncDisposable
    {
        public ValueTask StartAsync()
        {
            replica.Alive[key] = true;
            return ValueTask.CompletedTask;
        }

        public ValueTask ReceiveAsync(IActorMessage message)
        {
            replica.Handled.AddOrUpdate(key, 1, (_, count) => count + 1);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            replica.Alive.TryRemove(key, out _);
            return ValueTask.CompletedTask;
        }
    }
}
