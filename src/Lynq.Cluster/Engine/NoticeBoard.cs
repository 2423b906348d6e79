using Akka.Actor;
using Akka.Cluster;
using Lynq.Actors.Port;
using Lynq.Cluster.Wire;

namespace Lynq.Cluster.Engine;

/// <summary>
/// One in each process, at a known path: hears which actors have started anywhere, and when a replica was given up; and in the cluster's leader it calls every
/// shard from time to time, so that those without a home find one and those that died with a replica come back.
/// </summary>
internal sealed class NoticeBoard : ReceiveActor, IWithTimers
{
    /// <summary>Its name under /user.</summary>
    public const string Name = "lynq-notices";

    private static readonly TimeSpan CallInterval = TimeSpan.FromMilliseconds(500);

    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);

    /// <summary>Makes it over the regions of this process.</summary>
    public NoticeBoard(IReadOnlyDictionary<string, IActorRef> regions, IPlacementFollower follower, Action lost)
    {
        Receive<StartNotice>(started => follower.Started(new ActorId(started.Kind, started.Key)));
        Receive<ClusterEvent.MemberRemoved>(removed =>
        {
            if (removed.PreviousStatus == MemberStatus.Down)
                lost();
        });
        Receive<CallShards>(_ =>
        {
            if (_cluster.State.Leader == _cluster.SelfAddress)
                Call(regions);
        });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The paths of all boards.</summary>
    public static IEnumerable<ActorPath> All(Akka.Cluster.Cluster cluster) =>
        cluster.State.Members.Select(member => new RootActorPath(member.Address) / "user" / Name);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved));
        Timers.StartPeriodicTimer(Name, CallShards.Instance, TimeSpan.Zero, CallInterval);
    }

    /// <inheritdoc/>
    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private static void Call(IReadOnlyDictionary<string, IActorRef> regions)
    {
        foreach (var (kind, region) in regions)
        {
            for (var shard = 0; shard < LynqMessageExtractor.ShardsOf(kind); shard++)
                region.Tell(new ShardCall(shard.ToString(CultureInfo.InvariantCulture)), ActorRefs.NoSender);
        }
    }

    private sealed class CallShards : INoSerializationVerificationNeeded
    {
        public static CallShards Instance { get; } = new();
    }
}
