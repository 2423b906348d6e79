using Akka.Cluster;

namespace Lynq.Cluster.Membership;

/// <summary>
/// Whether this replica may write (contract §25): while it is a member, sees more than half of the members, and has not just
/// woken from a pause in which the others may have given it up.
/// </summary>
internal sealed class MembershipFence : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private readonly Akka.Cluster.Cluster _cluster;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly ITimer _timer;
    private long _lastBeat;
    private long _doubtUntil;

    /// <summary>Begins to watch the clock.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="patience">Silence after which others count this replica as unreachable.</param>
    /// <param name="time">The clock.</param>
    public MembershipFence(Akka.Cluster.Cluster cluster, TimeSpan patience, TimeProvider time)
    {
        (_cluster, _patience, _time) = (cluster, patience, time);
        _lastBeat = time.GetTimestamp();
        _timer = time.CreateTimer(_ => OnBeat(), null, Beat, Beat);
    }

    /// <summary>Whether this replica may write now.</summary>
    public bool IsOpen
    {
        get
        {
            // The first one to ask after a pause may be earlier than the timer.
            var now = _time.GetTimestamp();
            if (_time.GetElapsedTime(Volatile.Read(ref _lastBeat), now) > _patience || now < Volatile.Read(ref _doubtUntil))
                return false;
            return !_cluster.IsTerminated && Judge(_cluster.SelfMember.Status, _cluster.State.Members.Count, _cluster.State.Unreachable.Count);
        }
    }

    /// <summary>The rule, without the clock: a member that sees more than half of all.</summary>
    public static bool Judge(MemberStatus self, int members, int unreachable) =>
        self is MemberStatus.Up or MemberStatus.Leaving or MemberStatus.Exiting && (members - unreachable) * 2 > members;

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void OnBeat()
    {
        var now = _time.GetTimestamp();
        // Those who gave it up meanwhile do not talk to it any more: it has to notice by itself that it sees nobody, which
        // takes its failure detector the patience and some heartbeats. From then on the rule keeps the fence closed.
        if (_time.GetElapsedTime(_lastBeat, now) > _patience)
            Volatile.Write(ref _doubtUntil, now + (long)(_patience.TotalSeconds * 3 * _time.TimestampFrequency));
        Volatile.Write(ref _lastBeat, now);
    }
}
