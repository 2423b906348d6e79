namespace Lynq.Actors.Node;

/// <summary>A moment at rest, or none, in a third of the 24 bytes that an optional DateTimeOffset takes. It comes back in UTC.</summary>
internal readonly record struct PackedTime
{
    // No moment that a cluster speaks of has the tick 0, the beginning of the year 1.
    private readonly long _ticks;

    /// <summary>Packs a moment; null for none.</summary>
    public PackedTime(DateTimeOffset? value) => _ticks = value?.UtcTicks ?? 0;

    /// <summary>The moment; null when there is none.</summary>
    public DateTimeOffset? Value => _ticks == 0 ? null : new DateTimeOffset(_ticks, TimeSpan.Zero);
}
