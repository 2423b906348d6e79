using System.Globalization;
using System.Text;

namespace Lynq.Templates.Functions.Dates;

/// <summary>Writes times by Go's reference-time layouts.</summary>
internal static class TimeFormatter
{
    /// <summary>The time as <paramref name="layout"/> asks for it; text that is no layout element is copied.</summary>
    internal static string Format(GoTime time, string layout)
    {
        var result = new StringBuilder(layout.Length + 16);
        var moment = new Moment(time);
        while (layout.Length > 0)
        {
            var chunk = LayoutChunk.Next(layout);
            result.Append(chunk.Prefix);
            if (chunk.Part == LayoutPart.None) break;
            Append(result, moment, chunk);
            layout = chunk.Rest;
        }

        return result.ToString();
    }

    private static void Append(StringBuilder result, Moment time, LayoutChunk chunk)
    {
        switch (chunk.Part)
        {
            case LayoutPart.ZoneName:
                if (time.ZoneName.Length > 0) result.Append(time.ZoneName);
                else AppendOffset(result, time.Offset, "-0700");
                break;
            case LayoutPart.ZoneOffset:
                AppendOffset(result, time.Offset, chunk.Text);
                break;
            case LayoutPart.Fraction0 or LayoutPart.Fraction9:
                AppendFraction(result, time.Nanoseconds, chunk);
                break;
            default:
                result.Append(Simple(time, chunk.Part));
                break;
        }
    }

    private static string Simple(Moment time, LayoutPart part) => part switch
    {
        LayoutPart.LongMonth => TimeNames.Months[time.Date.Month - 1],
        LayoutPart.Month => TimeNames.Months[time.Date.Month - 1][..3],
        LayoutPart.NumMonth => Digits(time.Date.Month, 1),
        LayoutPart.ZeroMonth => Digits(time.Date.Month, 2),
        LayoutPart.LongWeekday => TimeNames.Weekdays[time.Weekday],
        LayoutPart.Weekday => TimeNames.Weekdays[time.Weekday][..3],
        LayoutPart.Day => Digits(time.Date.Day, 1),
        LayoutPart.UnderDay => Digits(time.Date.Day, 1).PadLeft(2),
        LayoutPart.ZeroDay => Digits(time.Date.Day, 2),
        LayoutPart.UnderYearDay => Digits(time.Date.YearDay, 1).PadLeft(3),
        LayoutPart.ZeroYearDay => Digits(time.Date.YearDay, 3),
        LayoutPart.Hour => Digits(time.Hour, 2),
        LayoutPart.Hour12 => Digits(time.Hour12, 1),
        LayoutPart.ZeroHour12 => Digits(time.Hour12, 2),
        LayoutPart.Minute => Digits(time.Minute, 1),
        LayoutPart.ZeroMinute => Digits(time.Minute, 2),
        LayoutPart.Second => Digits(time.Second, 1),
        LayoutPart.ZeroSecond => Digits(time.Second, 2),
        LayoutPart.LongYear => Digits(time.Date.Year, 4),
        LayoutPart.Year => Digits(Math.Abs(time.Date.Year) % 100, 2),
        LayoutPart.UpperPm => time.Hour >= 12 ? "PM" : "AM",
        LayoutPart.LowerPm => time.Hour >= 12 ? "pm" : "am",
        _ => "",
    };

    private static string Digits(long value, int width) =>
        value.ToString("D" + width.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void AppendOffset(StringBuilder result, int offset, string form)
    {
        if (offset == 0 && form[0] == 'Z')
        {
            result.Append('Z');
            return;
        }

        // Go decides the sign by whole minutes.
        var minutes = offset / 60;
        result.Append(minutes < 0 ? '-' : '+');
        var seconds = minutes < 0 ? -offset % 60 : offset % 60;
        minutes = Math.Abs(minutes);
        var colon = form.Contains(':', StringComparison.Ordinal) ? ":" : "";
        result.Append(Digits(minutes / 60, 2));
        var digits = form.Count(char.IsAsciiDigit);
        if (digits > 2) result.Append(colon).Append(Digits(minutes % 60, 2));
        if (digits > 4) result.Append(colon).Append(Digits(seconds, 2));
    }

    private static void AppendFraction(StringBuilder result, int nanoseconds, LayoutChunk chunk)
    {
        var digits = Digits(nanoseconds, 9);
        var width = chunk.Text.Length - 1;
        digits = width <= 9 ? digits[..width] : digits;
        if (chunk.Part == LayoutPart.Fraction9) digits = digits.TrimEnd('0');
        if (digits.Length > 0 || chunk.Part == LayoutPart.Fraction0) result.Append(chunk.Text[0]).Append(digits);
    }

    /// <summary>The time taken apart once.</summary>
    private readonly struct Moment
    {
        internal Moment(GoTime time)
        {
            Date = time.Date;
            Weekday = time.Weekday;
            Hour = time.SecondOfDay / 3600;
            Minute = time.SecondOfDay / 60 % 60;
            Second = time.SecondOfDay % 60;
            Nanoseconds = time.Nanoseconds;
            (Offset, ZoneName) = time.Zone.At(time.UnixSeconds);
        }

        internal CivilDate Date { get; }

        internal int Weekday { get; }

        internal int Hour { get; }

        internal int Hour12 => Hour % 12 == 0 ? 12 : Hour % 12;

        internal int Minute { get; }

        internal int Second { get; }

        internal int Nanoseconds { get; }

        internal int Offset { get; }

        internal string ZoneName { get; }
    }
}
