namespace Lynq.Templates.Functions.Dates;

/// <summary>A moment with nanoseconds, shown in a time zone: Go's <c>time.Time</c> without its monotonic clock.</summary>
/// <param name="UnixSeconds">Whole seconds since 1970-01-01 UTC, rounded down.</param>
/// <param name="Nanoseconds">0 to 999 999 999.</param>
/// <param name="Zone">Where it is shown.</param>
internal readonly record struct GoTime(long UnixSeconds, int Nanoseconds, TimeZone Zone)
{
    private const long SecondsPerDay = 86_400;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Midnight of January 1 of the year 1 in UTC, Go's zero time.</summary>
    internal static GoTime Zero { get; } = FromCivil(new CivilDate(1, 1, 1), 0, 0, TimeZone.Utc);

    /// <summary>The date on the wall.</summary>
    internal CivilDate Date => CivilDate.FromUnixDays(FloorDiv(LocalSeconds, SecondsPerDay));

    /// <summary>Seconds since midnight on the wall.</summary>
    internal int SecondOfDay => (int)(LocalSeconds - (FloorDiv(LocalSeconds, SecondsPerDay) * SecondsPerDay));

    /// <summary>The day of the week, 0 being Sunday.</summary>
    internal int Weekday
    {
        get
        {
            var days = FloorDiv(LocalSeconds, SecondsPerDay) + 4;
            return (int)(days - (FloorDiv(days, 7) * 7));
        }
    }

    private long LocalSeconds => unchecked(UnixSeconds + Zone.At(UnixSeconds).Offset);

    /// <summary>The moment of an epoch in seconds, in UTC.</summary>
    internal static GoTime FromUnix(long seconds) => new(seconds, 0, TimeZone.Utc);

    /// <summary>The moment of a .NET time, in UTC.</summary>
    internal static GoTime From(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var seconds = FloorDiv(ticks, TimeSpan.TicksPerSecond);
        return new GoTime(seconds, (int)(ticks - (seconds * TimeSpan.TicksPerSecond)) * 100, TimeZone.Utc);
    }

    /// <summary>The moment at which clocks in <paramref name="zone"/> show this date and time.</summary>
    internal static GoTime FromCivil(CivilDate date, long secondOfDay, int nanoseconds, TimeZone zone)
    {
        var wall = (date.ToUnixDays() * SecondsPerDay) + secondOfDay;
        return new GoTime(wall - zone.At(wall).Offset, nanoseconds, zone);
    }

    /// <summary>The moment <paramref name="duration"/> nanoseconds later.</summary>
    internal GoTime Add(long duration)
    {
        var nanoseconds = Nanoseconds + (duration % NanosecondsPerSecond);
        var carry = FloorDiv(nanoseconds, NanosecondsPerSecond);
        return this with
        {
            UnixSeconds = unchecked(UnixSeconds + (duration / NanosecondsPerSecond) + carry),
            Nanoseconds = (int)(nanoseconds - (carry * NanosecondsPerSecond)),
        };
    }

    /// <summary>Nanoseconds from <paramref name="earlier"/> to this moment, saturated at 64 bits as in Go.</summary>
    internal long Since(GoTime earlier)
    {
        var difference = ((Int128)UnixSeconds - earlier.UnixSeconds) * NanosecondsPerSecond;
        difference += Nanoseconds - earlier.Nanoseconds;
        return (long)Int128.Clamp(difference, long.MinValue, long.MaxValue);
    }

    /// <summary>The same moment shown elsewhere.</summary>
    internal GoTime In(TimeZone zone) => this with { Zone = zone };

    /// <summary>The text that Go prints for a time.</summary>
    public override string ToString() => TimeFormatter.Format(this, "2006-01-02 15:04:05.999999999 -0700 MST");

    private static long FloorDiv(long value, long divisor)
    {
        var quotient = Math.DivRem(value, divisor, out var remainder);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
