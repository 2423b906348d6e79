using Lynq.Actors.Port;

namespace Lynq.Host.Health;

/// <summary>
/// Tells whether the actors make progress. An actor that works on one message for long is no illness: a hub may wait for its nodes.
/// All of them standing still with a message in hand is one, and so is a kind of which nothing has moved for much longer.
/// </summary>
internal sealed class ActorWatchdog(TimeProvider time)
{
    /// <summary>How long all actors together may stand still with work in hand.</summary>
    public static readonly TimeSpan SystemPatience = TimeSpan.FromMinutes(5);

    /// <summary>How long one kind may.</summary>
    public static readonly TimeSpan KindPatience = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Handled, DateTimeOffset Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>Looks at the actors; asked by every probe.</summary>
    /// <param name="actors">What runs now.</param>
    /// <returns>What stands still, or null.</returns>
    public string? Problem(IReadOnlyList<ActorKindSnapshot> actors)
    {
        lock (_lock)
        {
            var all = Standing("", actors.Any(kind => kind.Active > 0), actors.Sum(kind => kind.Handled));
            if (all >= SystemPatience)
                return $"no actor has finished anything for {all.TotalMinutes:0} minutes";
            foreach (var kind in actors)
            {
                if (Standing(kind.Kind, kind.Active > 0, kind.Handled) is var still && still >= KindPatience)
                    return $"no actor of kind {kind.Kind} has finished anything for {still.TotalMinutes:0} minutes";
            }

            return null;
        }
    }

    // Messages are counted when they are taken: a count that stays the same while somebody works is one message in hand.
    private TimeSpan Standing(string what, bool working, long handled)
    {
        var now = time.GetUtcNow();
        if (working && _seen.TryGetValue(what, out var before) && before.Handled == handled)
            return now - before.Since;
        _seen[what] = (handled, now);
        return TimeSpan.Zero;
    }
}
