namespace Lynq.Templates.Functions.Dates;

/// <summary>Where a time is shown: an offset from UTC and a name for it, both depending on the moment.</summary>
internal abstract class TimeZone
{
    /// <summary>UTC, which is also the local zone of the operator.</summary>
    internal static TimeZone Utc { get; } = new Fixed("UTC", 0);

    /// <summary>The offset in seconds east of UTC and the abbreviation (empty when there is none) at a moment.</summary>
    internal abstract (int Offset, string Name) At(long unixSeconds);

    /// <summary>A zone that never changes.</summary>
    internal static TimeZone WithOffset(string name, int offset) => new Fixed(name, offset);

    /// <summary>
    /// The zone of the time-zone database with this name; UTC when there is none, as Sprig's date functions do.
    /// <c>Local</c> and the empty name are UTC. Names that could leave the database's directory are unknown ones.
    /// </summary>
    internal static TimeZone Find(string name)
    {
        if (name.Length == 0 || name is "UTC" or "Local" || name[0] is '/' or '\\') return Utc;
        if (name.Contains("..", StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal)) return Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? new Named(zone) : Utc;
    }

    private sealed class Fixed(string name, int offset) : TimeZone
    {
        internal override (int Offset, string Name) At(long unixSeconds) => (offset, name);
    }

    private sealed class Named(TimeZoneInfo zone) : TimeZone
    {
        // The rules say nothing about moments that DateTime cannot hold; the nearest one with a margin stands for them.
        private static readonly long _first = DateTimeOffset.MinValue.AddDays(2).ToUnixTimeSeconds();
        private static readonly long _last = DateTimeOffset.MaxValue.AddDays(-2).ToUnixTimeSeconds();

        internal override (int Offset, string Name) At(long unixSeconds)
        {
            var moment = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(unixSeconds, _first, _last)).UtcDateTime;
            var offset = (int)zone.GetUtcOffset(moment).TotalSeconds;
            return (offset, zone.IsDaylightSavingTime(moment) ? zone.DaylightName : zone.StandardName);
        }
    }
}
