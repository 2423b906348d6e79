using Akka.Cluster;

namespace Lynq.Cluster.Membership;

/// <summary>
/// Whether this replica may write (contract §25): while it is a member, sees more than half of the members, and has not just
/// woken from a pause in which the others may have given it up.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="pauses">Notices pauses.</param>
/// <param name="waking">For how long it writes nothing after a pause.</param>
internal sealed class MembershipFence(Akka.Cluster.Cluster cluster, PauseWatch pauses, TimeSpan waking)
{
    /// <summary>Whether this replica may write now.</summary>
    /// <remarks>
    /// After a pause those who gave it up meanwhile do not talk to it any more: it has to notice by itself that it sees nobody,
    /// which takes its failure detector the patience and some heartbeats. From then on the rule keeps the fence closed. Where a Lease
    /// decides, those who were paused together may see more than half, and it takes the resolver to end them.
    /// </remarks>
    public bool IsOpen =>
        !pauses.HasPausedWithin(waking)
        && !cluster.IsTerminated
        && Judge(cluster.SelfMember.Status, cluster.State.Members.Count, cluster.State.Unreachable.Count);

    /// <summary>The rule, without the clock: a member that sees more than half of all.</summary>
    public static bool Judge(MemberStatus self, int members, int unreachable) =>
        self is MemberStatus.Up or MemberStatus.Leaving or MemberStatus.Exiting && (members - unreachable) * 2 > members;
}
