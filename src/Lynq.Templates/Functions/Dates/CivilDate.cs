using System.Runtime.InteropServices;

namespace Lynq.Templates.Functions.Dates;

/// <summary>A day of the proleptic Gregorian calendar with astronomical years, of any size.</summary>
/// <param name="Year">The year; 0 is 1 BC.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CivilDate(long Year, int Month, int Day)
{
    private const int DaysPerEra = 146_097;
    private const int EpochShift = 719_468;

    private static readonly int[] _daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

    /// <summary>The day's number in its year, from 1.</summary>
    internal int YearDay => _daysBefore[Month - 1] + Day + (Month > 2 && IsLeap(Year) ? 1 : 0);

    /// <summary>The date that lies <paramref name="days"/> after 1970-01-01.</summary>
    internal static CivilDate FromUnixDays(long days)
    {
        // Counts in 400-year eras of years that begin in March, so that leap days come last.
        var shifted = days + EpochShift;
        var era = Math.DivRem(shifted, DaysPerEra, out var dayOfEra);
        if (dayOfEra < 0)
        {
            era--;
            dayOfEra += DaysPerEra;
        }

        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = (int)(dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100)));
        var monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        return new CivilDate(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>Days from 1970-01-01 to this date.</summary>
    internal long ToUnixDays()
    {
        var year = Month <= 2 ? Year - 1 : Year;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (Month > 2 ? Month - 3 : Month + 9)) + 2) / 5) + Day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * DaysPerEra) + dayOfEra - EpochShift;
    }

    /// <summary>True for years with a 29th of February.</summary>
    internal static bool IsLeap(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    /// <summary>The number of days of a month.</summary>
    internal static int DaysIn(int month, long year) =>
        month == 2 && IsLeap(year) ? 29 : _daysBefore[month] - _daysBefore[month - 1];

    /// <summary>The month and day of a day number in a year without a leap day, from 1 to 365.</summary>
    internal static (int Month, int Day) FromCommonYearDay(int yearDay)
    {
        var month = ((yearDay - 1) / 31) + 1;
        if (_daysBefore[month] < yearDay) month++;
        return (month, yearDay - _daysBefore[month - 1]);
    }
}
