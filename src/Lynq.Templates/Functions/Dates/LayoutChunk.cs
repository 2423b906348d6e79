namespace Lynq.Templates.Functions.Dates;

/// <summary>What a piece of a layout stands for.</summary>
internal enum LayoutPart
{
    /// <summary>The layout ends here.</summary>
    None,
    LongMonth,
    Month,
    NumMonth,
    ZeroMonth,
    LongWeekday,
    Weekday,
    Day,
    UnderDay,
    ZeroDay,
    UnderYearDay,
    ZeroYearDay,
    Hour,
    Hour12,
    ZeroHour12,
    Minute,
    ZeroMinute,
    Second,
    ZeroSecond,
    LongYear,
    Year,
    UpperPm,
    LowerPm,
    ZoneName,
    ZoneOffset,

    /// <summary>Fractional seconds with a fixed number of digits.</summary>
    Fraction0,

    /// <summary>Fractional seconds without trailing zeros.</summary>
    Fraction9,
}

/// <summary>One element of a Go reference-time layout and the literal text before it.</summary>
/// <param name="Prefix">Literal text before the element.</param>
/// <param name="Part">What the element stands for.</param>
/// <param name="Text">The element as written; for offsets and fractions it tells the exact form.</param>
/// <param name="Rest">The layout after the element.</param>
internal readonly record struct LayoutChunk(string Prefix, LayoutPart Part, string Text, string Rest)
{
    // Longer spellings stand before those they begin with.
    private static readonly (string Text, LayoutPart Part)[] _elements =
    [
        ("January", LayoutPart.LongMonth), ("Jan", LayoutPart.Month),
        ("Monday", LayoutPart.LongWeekday), ("Mon", LayoutPart.Weekday), ("MST", LayoutPart.ZoneName),
        ("002", LayoutPart.ZeroYearDay),
        ("01", LayoutPart.ZeroMonth), ("02", LayoutPart.ZeroDay), ("03", LayoutPart.ZeroHour12),
        ("04", LayoutPart.ZeroMinute), ("05", LayoutPart.ZeroSecond), ("06", LayoutPart.Year),
        ("15", LayoutPart.Hour), ("1", LayoutPart.NumMonth),
        ("2006", LayoutPart.LongYear), ("2", LayoutPart.Day),
        ("_2", LayoutPart.UnderDay), ("__2", LayoutPart.UnderYearDay),
        ("3", LayoutPart.Hour12), ("4", LayoutPart.Minute), ("5", LayoutPart.Second),
        ("PM", LayoutPart.UpperPm), ("pm", LayoutPart.LowerPm),
        ("-070000", LayoutPart.ZoneOffset), ("-07:00:00", LayoutPart.ZoneOffset), ("-0700", LayoutPart.ZoneOffset),
        ("-07:00", LayoutPart.ZoneOffset), ("-07", LayoutPart.ZoneOffset),
        ("Z070000", LayoutPart.ZoneOffset), ("Z07:00:00", LayoutPart.ZoneOffset), ("Z0700", LayoutPart.ZoneOffset),
        ("Z07:00", LayoutPart.ZoneOffset), ("Z07", LayoutPart.ZoneOffset),
    ];

    /// <summary>The first element of <paramref name="layout"/>.</summary>
    internal static LayoutChunk Next(string layout)
    {
        for (var at = 0; at < layout.Length; at++)
        {
            if (layout[at] is '.' or ',')
            {
                var length = FractionLength(layout, at);
                if (length == 0) continue;
                return Cut(layout, at, length, layout[at + 1] == '0' ? LayoutPart.Fraction0 : LayoutPart.Fraction9);
            }

            // "_2006" is an underscore and a year.
            if (string.CompareOrdinal(layout, at, "_2006", 0, 5) == 0) return Cut(layout, at + 1, 4, LayoutPart.LongYear);
            foreach (var (text, part) in _elements)
            {
                if (string.CompareOrdinal(layout, at, text, 0, text.Length) != 0) continue;
                if (part is LayoutPart.Month or LayoutPart.Weekday && IsLower(layout, at + 3)) continue;
                return Cut(layout, at, text.Length, part);
            }
        }

        return new LayoutChunk(layout, LayoutPart.None, "", "");
    }

    private static LayoutChunk Cut(string layout, int at, int length, LayoutPart part) =>
        new(layout[..at], part, layout.Substring(at, length), layout[(at + length)..]);

    private static bool IsLower(string layout, int at) => at < layout.Length && char.IsAsciiLetterLower(layout[at]);

    /// <summary>The length of <c>.000</c> or <c>.999</c> at a position, 0 when other digits follow.</summary>
    private static int FractionLength(string layout, int at)
    {
        if (at + 1 >= layout.Length || layout[at + 1] is not ('0' or '9')) return 0;
        var end = at + 1;
        while (end < layout.Length && layout[end] == layout[at + 1]) end++;
        return end < layout.Length && char.IsAsciiDigit(layout[end]) ? 0 : end - at;
    }
}
