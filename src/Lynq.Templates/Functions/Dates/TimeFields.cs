namespace Lynq.Templates.Functions.Dates;

/// <summary>What has been read of a time so far.</summary>
internal sealed class TimeFields
{
    internal int Year { get; set; }

    internal int? Month { get; set; }

    internal int? Day { get; set; }

    internal int? YearDay { get; set; }

    internal int Hour { get; set; }

    internal int Minute { get; set; }

    internal int Second { get; set; }

    internal int Nanoseconds { get; set; }

    /// <summary>True for PM, false for AM, null when the layout has neither.</summary>
    internal bool? IsAfternoon { get; set; }

    /// <summary>The text names UTC.</summary>
    internal bool IsUtc { get; set; }

    /// <summary>Seconds east of UTC.</summary>
    internal int? ZoneOffset { get; set; }

    internal string ZoneName { get; set; } = "";

    /// <summary>Seconds since midnight, with AM and PM applied.</summary>
    internal int SecondOfDay
    {
        get
        {
            var hour = IsAfternoon switch
            {
                true when Hour < 12 => Hour + 12,
                false when Hour == 12 => 0,
                _ => Hour,
            };
            return (hour * 3600) + (Minute * 60) + Second;
        }
    }

    /// <summary>The date, or what is wrong with it.</summary>
    internal string? ResolveDate(out CivilDate date)
    {
        date = new CivilDate(Year, Month ?? 1, Day ?? 1);
        if (YearDay is { } yearDay)
        {
            if (ResolveYearDay(yearDay, out var month, out var day) is { } problem) return problem;
            date = new CivilDate(Year, month, day);
        }

        return date.Day < 1 || date.Day > CivilDate.DaysIn(date.Month, date.Year) ? "day out of range" : null;
    }

    private string? ResolveYearDay(int yearDay, out int month, out int day)
    {
        const int LeapDay = 31 + 29;
        (month, day) = (2, 29);
        if (!CivilDate.IsLeap(Year) || yearDay != LeapDay)
        {
            if (CivilDate.IsLeap(Year) && yearDay > LeapDay) yearDay--;
            if (yearDay is < 1 or > 365) return "day-of-year out of range";
            (month, day) = CivilDate.FromCommonYearDay(yearDay);
        }

        if (Month is not null && Month != month) return "day-of-year does not match month";
        return Day is not null && Day != day ? "day-of-year does not match day" : null;
    }
}
