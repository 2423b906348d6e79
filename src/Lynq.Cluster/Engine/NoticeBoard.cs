using Akka.Actor;
using Akka.Cluster;
using Lynq.Actors.Port;
using Lynq.Cluster.Wire;

namespace Lynq.Cluster.Engine;

/// <summary>
/// One in each process, at a known path: hears which actors have started anywhere, where shards have come or gone, and when a
/// replica was given up. In the cluster's leader it calls every shard, so that those without a home find one and those that died
/// with a replica come back: often while anything moves, rarely in between, since every call of a shard elsewhere costs both sides.
/// </summary>
internal sealed class NoticeBoard : ReceiveActor, IWithTimers
{
    /// <summary>Its name under /user.</summary>
    public const string Name = "lynq-notices";

    /// <summary>Calls in a row after something has moved: fifteen seconds, in which a crash is noticed and its shards are free again.</summary>
    private const int CallsAfterMove = 30;

    /// <summary>At rest one turn in this many is used: every ten seconds.</summary>
    private const int TurnsAtRest = 20;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(500);

    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly IReadOnlyDictionary<string, IActorRef> _regions;
    private int _callsLeft = CallsAfterMove;
    private int _turns;

    /// <summary>Makes it over the regions of this process.</summary>
    public NoticeBoard(IReadOnlyDictionary<string, IActorRef> regions, IPlacementFollower follower, Action lost)
    {
        _regions = regions;
        Receive<StartNotice>(started => follower.Started(new ActorId(started.Kind, started.Key)));
        Receive<ShardsMoved>(_ =>
        {
            _callsLeft = CallsAfterMove;
            CallIfLeader();
        });
        Receive<ClusterEvent.MemberRemoved>(removed =>
        {
            _callsLeft = CallsAfterMove;
            if (removed.PreviousStatus == MemberStatus.Down)
                lost();
        });
        Receive<ClusterEvent.IClusterDomainEvent>(_ => _callsLeft = CallsAfterMove);
        Receive<TakeTurn>(_ => OnTurn());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The paths of all boards.</summary>
    public static IEnumerable<ActorPath> All(Akka.Cluster.Cluster cluster) =>
        cluster.State.Members.Select(member => new RootActorPath(member.Address) / "user" / Name);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self,
            ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IMemberEvent),
            typeof(ClusterEvent.IReachabilityEvent),
            typeof(ClusterEvent.LeaderChanged));
        Timers.StartPeriodicTimer(Name, TakeTurn.Instance, TimeSpan.Zero, Turn);
    }

    /// <inheritdoc/>
    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void OnTurn()
    {
        if (_callsLeft == 0 && ++_turns % TurnsAtRest != 0)
            return;
        _callsLeft = Math.Max(0, _callsLeft - 1);
        CallIfLeader();
    }

    private void CallIfLeader()
    {
        if (_cluster.State.Leader != _cluster.SelfAddress)
            return;
        foreach (var (kind, region) in _regions)
        {
            for (var shard = 0; shard < LynqMessageExtractor.ShardsOf(kind); shard++)
                region.Tell(new ShardCall(shard.ToString(CultureInfo.InvariantCulture)), ActorRefs.NoSender);
        }
    }

    private sealed class TakeTurn : INoSerializationVerificationNeeded
    {
        public static TakeTurn Instance { get; } = new();
    }
}
