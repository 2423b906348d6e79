using Akka.Actor;
using Akka.Cluster.Sharding;
using Lynq.Cluster.Engine;
using Lynq.Host;

namespace Lynq.Cluster.Membership;

/// <summary>
/// Looks whether the cluster still has those who say where shards live. They move by messages between addresses: a process at the
/// address of a former member can be taken for it and give them away to a cluster that is about to end. Nothing moves and nothing
/// heals without them, until a member starts anew.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="actors">The regions.</param>
/// <param name="time">The clock.</param>
internal sealed class CoordinatorWatch(Akka.Cluster.Cluster cluster, AkkaActorSystem actors, TimeProvider time)
{
    /// <summary>Silence after which the oldest member, where they ought to be, starts anew; the others wait for twice as long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    /// <summary>Runs until cancelled, or fails when they have said nothing for too long.</summary>
    /// <exception cref="UserException">They have.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var silence = TimeSpan.Zero;
        while (true)
        {
            var since = time.GetTimestamp();
            await Task.Delay(Interval, time, cancellationToken);
            silence = await AnswersAsync(cancellationToken) ? TimeSpan.Zero : silence + Awake(time.GetElapsedTime(since));
            if (silence >= (IsOldest() ? Patience : Patience * 2))
                throw new UserException("the shard coordinators have not answered for too long; this replica ends, to be started anew");
        }
    }

    // What took longer was a standstill of this process, in which it could not have heard anybody.
    private static TimeSpan Awake(TimeSpan span) => span < Interval + AnswerTime ? span : Interval + AnswerTime;

    /// <summary>Whether all of them answer. Where members are out of sight, it is up to the split-brain resolver.</summary>
    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (!cluster.State.Unreachable.IsEmpty)
            return true;
        try
        {
            var answers = await Task.WhenAll(actors.Regions.Values.Select(kind => kind.Region.Ask<CurrentRegions>(GetCurrentRegions.Instance, AnswerTime, cancellationToken)));
            // A region that knows no coordinator answers for it.
            return answers.All(answer => answer.Regions.Count > 0);
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    private bool IsOldest() => cluster.State.Members.All(member => member.Equals(cluster.SelfMember) || cluster.SelfMember.IsOlderThan(member));
}
