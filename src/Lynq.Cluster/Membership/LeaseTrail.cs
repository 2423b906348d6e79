using Akka.Cluster;

namespace Lynq.Cluster.Membership;

/// <summary>
/// What one reading of the operator's Lease after the other says: whether it belongs to this replica's cluster or to another one.
/// Replicas that were stopped together still see each other when they wake, and may be more than half of what they remember; that
/// the rest has formed a new cluster meanwhile is written in the Lease.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class LeaseTrail(TimeProvider time)
{
    /// <summary>A Lease that nobody has renewed for so long is nobody's. So long a reading counts, too.</summary>
    public static readonly TimeSpan Expiry = TimeSpan.FromSeconds(15);

    // Whoever has formed a cluster or belongs to one writes that down within a second or two; the original operator never does.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    // Readings further apart than this have not listened in between.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly HashSet<UniqueAddress> _known = [];
    private LeaseView _last = LeaseView.None;
    private long _changed = time.GetTimestamp();
    private long _held = time.GetTimestamp();
    private long _listening = time.GetTimestamp();
    private long? _read;
    private long? _elsewhere;
    private long _sound = long.MinValue;

    /// <summary>
    /// Whether it is for certain that another cluster has it: its holder has told its incarnation, and was never a member of ours.
    /// (Nobody becomes a full member before all others know of it.)
    /// </summary>
    public bool IsForeign { get; private set; }

    /// <summary>For how long nobody has written it.</summary>
    public TimeSpan Unchanged => time.GetElapsedTime(_changed);

    /// <summary>
    /// For how long readings, one soon after the other, have shown that nobody writes it. While the API server was away nobody could:
    /// whoever holds it gets its whole time anew afterwards.
    /// </summary>
    public TimeSpan Silent => time.GetElapsedTime(_listening);

    /// <summary>For how long it has been in the hands of somebody who is not a member.</summary>
    public TimeSpan Elsewhere => _elsewhere is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>
    /// Whether a reading that began less than fifteen seconds ago showed no other cluster. A member that was given up and has not yet
    /// noticed is no other cluster.
    /// </summary>
    public bool IsOurs => Volatile.Read(ref _sound) is var at && at != long.MinValue && time.GetElapsedTime(at) < Expiry;

    /// <summary>Takes a reading in.</summary>
    /// <param name="now">What was read.</param>
    /// <param name="members">The members of this replica's cluster; none when it is not one of them.</param>
    /// <param name="asked">The timestamp of the clock from before it was asked for.</param>
    public void Note(LeaseView now, IReadOnlyCollection<UniqueAddress> members, long asked)
    {
        var moment = time.GetTimestamp();
        if (now.Version != _last.Version)
            _changed = moment;
        if (now.Version != _last.Version || _read is not { } before || time.GetElapsedTime(before, moment) > LongestPause)
            _listening = moment;
        _read = moment;
        if (now.Holder != _last.Holder)
            _held = time.GetTimestamp();
        _last = now;
        _known.UnionWith(members);
        _elsewhere = members.Count > 0 && IsOfOthersThan(members) ? _elsewhere ?? time.GetTimestamp() : null;
        var isStrange = IsOfOthersThan(_known);
        IsForeign = isStrange && now.Incarnation is not null;
        Volatile.Write(ref _sound, isStrange ? long.MinValue : asked);
    }

    private bool IsOfOthersThan(IEnumerable<UniqueAddress> ours) => _last switch
    {
        _ when Unchanged >= Expiry => false,
        { Holder.Length: 0 } => false,
        { Address: null } => time.GetElapsedTime(_held) > Silence,
        _ => !ours.Any(_last.IsHeldBy),
    };
}
