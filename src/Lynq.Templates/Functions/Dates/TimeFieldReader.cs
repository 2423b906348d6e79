using System.Globalization;

namespace Lynq.Templates.Functions.Dates;

/// <summary>Reads one layout element from the start of a text.</summary>
internal sealed class TimeFieldReader
{
    private readonly string _layoutRest;

    /// <summary>Starts at <paramref name="rest"/>; <paramref name="layoutRest"/> is the layout after the element.</summary>
    internal TimeFieldReader(string rest, string layoutRest)
    {
        Rest = rest;
        _layoutRest = layoutRest;
    }

    /// <summary>The text that is left.</summary>
    internal string Rest { get; private set; }

    /// <summary>The field whose value is impossible, or null.</summary>
    internal string? OutOfRange { get; private set; }

    /// <summary>Reads the element into <paramref name="fields"/>; false when the text does not fit.</summary>
    internal bool Read(LayoutChunk chunk, TimeFields fields) => chunk.Part switch
    {
        LayoutPart.LongYear => ReadLongYear(fields),
        LayoutPart.Year => ReadShortYear(fields),
        LayoutPart.LongMonth => ReadName(TimeNames.Months, int.MaxValue, i => fields.Month = i + 1),
        LayoutPart.Month => ReadName(TimeNames.Months, 3, i => fields.Month = i + 1),
        LayoutPart.LongWeekday => ReadName(TimeNames.Weekdays, int.MaxValue, static _ => { }),
        LayoutPart.Weekday => ReadName(TimeNames.Weekdays, 3, static _ => { }),
        LayoutPart.NumMonth or LayoutPart.ZeroMonth =>
            ReadNumber(chunk.Part == LayoutPart.ZeroMonth, 1, 12, "month", n => fields.Month = n),
        LayoutPart.Day or LayoutPart.UnderDay or LayoutPart.ZeroDay => ReadDay(chunk.Part, fields),
        LayoutPart.UnderYearDay or LayoutPart.ZeroYearDay => ReadYearDay(chunk.Part, fields),
        LayoutPart.Hour => ReadNumber(false, 0, 23, "hour", n => fields.Hour = n),
        LayoutPart.Hour12 or LayoutPart.ZeroHour12 =>
            ReadNumber(chunk.Part == LayoutPart.ZeroHour12, 0, 12, "hour", n => fields.Hour = n),
        LayoutPart.Minute or LayoutPart.ZeroMinute =>
            ReadNumber(chunk.Part == LayoutPart.ZeroMinute, 0, 59, "minute", n => fields.Minute = n),
        LayoutPart.Second or LayoutPart.ZeroSecond => ReadSecond(chunk.Part, fields),
        LayoutPart.UpperPm => ReadHalf("AM", "PM", fields),
        LayoutPart.LowerPm => ReadHalf("am", "pm", fields),
        LayoutPart.ZoneName => ReadZoneName(fields),
        LayoutPart.ZoneOffset => ReadOffset(chunk.Text, fields),
        LayoutPart.Fraction0 => ReadFraction(chunk.Text.Length, fields),
        _ => ReadOptionalFraction(fields),
    };

    /// <summary>The offset in seconds of a zone name such as <c>GMT+3</c>; 0 for other names.</summary>
    internal static int GmtOffset(string name) =>
        name.Length > 3 && name.StartsWith("GMT", StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(3), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hours)
            ? hours * 3600
            : 0;

    private bool ReadLongYear(TimeFields fields)
    {
        if (Rest.Length < 4 || !Rest.AsSpan(0, 4).ContainsOnlyDigits()) return false;
        fields.Year = Take(4);
        return true;
    }

    private bool ReadShortYear(TimeFields fields)
    {
        if (Rest.Length < 2 || !Rest.AsSpan(0, 2).ContainsOnlyDigits()) return false;
        var year = Take(2);
        fields.Year = year >= 69 ? year + 1900 : year + 2000;
        return true;
    }

    private bool ReadName(string[] names, int length, Action<int> set)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i][..Math.Min(length, names[i].Length)];
            if (!Rest.StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
            Rest = Rest[name.Length..];
            set(i);
            return true;
        }

        return false;
    }

    private bool ReadNumber(bool twoDigits, int least, int most, string field, Action<int> set)
    {
        var digits = CountDigits(2);
        if (digits == 0 || (twoDigits && digits == 1)) return false;
        var number = Take(digits);
        if (number < least || number > most) OutOfRange = field;
        set(number);
        return true;
    }

    private bool ReadDay(LayoutPart part, TimeFields fields)
    {
        if (part == LayoutPart.UnderDay && Rest.StartsWith(' ')) Rest = Rest[1..];
        return ReadNumber(part == LayoutPart.ZeroDay, 0, 99, "day", n => fields.Day = n);
    }

    private bool ReadYearDay(LayoutPart part, TimeFields fields)
    {
        for (var i = 0; i < 2 && part == LayoutPart.UnderYearDay && Rest.StartsWith(' '); i++) Rest = Rest[1..];
        var digits = CountDigits(3);
        if (digits == 0 || (part == LayoutPart.ZeroYearDay && digits != 3)) return false;
        fields.YearDay = Take(digits);
        return true;
    }

    private bool ReadSecond(LayoutPart part, TimeFields fields)
    {
        if (!ReadNumber(part == LayoutPart.ZeroSecond, 0, 59, "second", n => fields.Second = n)) return false;

        // A fraction that the layout does not mention is read all the same.
        if (OutOfRange is not null || Rest.Length < 2 || Rest[0] is not ('.' or ',') || !char.IsAsciiDigit(Rest[1])) return true;
        if (LayoutChunk.Next(_layoutRest).Part is LayoutPart.Fraction0 or LayoutPart.Fraction9) return true;
        var end = 1;
        while (end < Rest.Length && char.IsAsciiDigit(Rest[end])) end++;
        return ReadFraction(end, fields);
    }

    private bool ReadHalf(string morning, string afternoon, TimeFields fields)
    {
        if (Rest.StartsWith(afternoon, StringComparison.Ordinal)) fields.IsAfternoon = true;
        else if (Rest.StartsWith(morning, StringComparison.Ordinal)) fields.IsAfternoon = false;
        else return false;
        Rest = Rest[2..];
        return true;
    }

    private bool ReadFraction(int length, TimeFields fields)
    {
        if (Rest.Length < length || Rest[0] is not ('.' or ',')) return false;
        var digits = Rest.AsSpan(1, length - 1);
        if (!digits.ContainsOnlyDigits()) return false;
        var kept = digits[..Math.Min(9, digits.Length)].ToString().PadRight(9, '0');
        fields.Nanoseconds = int.Parse(kept, CultureInfo.InvariantCulture);
        Rest = Rest[length..];
        return true;
    }

    private bool ReadOptionalFraction(TimeFields fields)
    {
        if (Rest.Length < 2 || Rest[0] is not ('.' or ',') || !char.IsAsciiDigit(Rest[1])) return true;
        var end = 1;
        while (end < 10 && end < Rest.Length && char.IsAsciiDigit(Rest[end])) end++;
        return ReadFraction(end, fields);
    }

    private bool ReadOffset(string form, TimeFields fields)
    {
        if (form[0] == 'Z' && Rest.StartsWith('Z'))
        {
            Rest = Rest[1..];
            fields.IsUtc = true;
            return true;
        }

        // The text has the layout's shape: digits where it has digits, a sign first.
        if (Rest.Length < form.Length || Rest[0] is not ('+' or '-')) return false;
        Span<int> parts = [0, 0, 0];
        var part = 0;
        for (var at = 1; at < form.Length; at += 2)
        {
            if (form[at] == ':' && Rest[at++] != ':') return false;
            if (!Rest.AsSpan(at, 2).ContainsOnlyDigits()) return false;
            parts[part++] = int.Parse(Rest.AsSpan(at, 2), CultureInfo.InvariantCulture);
        }

        OutOfRange = parts switch
        {
            [> 24, _, _] => "time zone offset hour",
            [_, > 60, _] => "time zone offset minute",
            [_, _, > 60] => "time zone offset second",
            _ => null,
        };
        var offset = (((parts[0] * 60) + parts[1]) * 60) + parts[2];
        fields.ZoneOffset = Rest[0] == '-' ? -offset : offset;
        Rest = Rest[form.Length..];
        return true;
    }

    private bool ReadZoneName(TimeFields fields)
    {
        if (Rest.StartsWith("UTC", StringComparison.Ordinal))
        {
            Rest = Rest[3..];
            fields.IsUtc = true;
            return true;
        }

        var length = ZoneNameLength(Rest);
        if (length == 0) return false;
        fields.ZoneName = Rest[..length];
        Rest = Rest[length..];
        return true;
    }

    private static int ZoneNameLength(string text)
    {
        if (text.Length < 3) return 0;
        if (text.StartsWith("ChST", StringComparison.Ordinal) || text.StartsWith("MeST", StringComparison.Ordinal)) return 4;
        if (text.StartsWith("GMT", StringComparison.Ordinal)) return 3 + SignedOffsetLength(text[3..]);
        if (text[0] is '+' or '-') return SignedOffsetLength(text);
        var capitals = 0;
        while (capitals < 6 && capitals < text.Length && char.IsAsciiLetterUpper(text[capitals])) capitals++;
        return capitals switch
        {
            3 => 3,
            4 when text[3] == 'T' || text.StartsWith("WITA", StringComparison.Ordinal) => 4,
            5 when text[4] == 'T' => 5,
            _ => 0,
        };
    }

    private static int SignedOffsetLength(string text)
    {
        if (text.Length == 0 || text[0] is not ('+' or '-')) return 0;
        var end = 1;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        var hours = text.AsSpan(1, end - 1).TrimStart('0');
        if (end == 1 || hours.Length > 2) return 0;
        return hours.IsEmpty || int.Parse(hours, CultureInfo.InvariantCulture) <= 23 ? end : 0;
    }

    private int CountDigits(int most)
    {
        var count = 0;
        while (count < most && count < Rest.Length && char.IsAsciiDigit(Rest[count])) count++;
        return count;
    }

    private int Take(int length)
    {
        var number = int.Parse(Rest.AsSpan(0, length), CultureInfo.InvariantCulture);
        Rest = Rest[length..];
        return number;
    }
}
