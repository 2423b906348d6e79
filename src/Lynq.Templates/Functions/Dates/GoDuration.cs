using System.Globalization;
using Lynq.Templates.Formatting;

namespace Lynq.Templates.Functions.Dates;

/// <summary>Go's <c>time.Duration</c>: nanoseconds in a 64-bit integer.</summary>
internal static class GoDuration
{
    /// <summary>Nanoseconds of a second.</summary>
    internal const long Second = 1_000_000_000;

    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private const ulong Overflow = 1UL << 63;

    /// <summary>Writes a duration as <c>1h2m3.5s</c>, or in a smaller unit below one second.</summary>
    internal static string Format(long duration)
    {
        if (duration == 0) return "0s";
        var magnitude = Magnitude(duration);
        var sign = duration < 0 ? "-" : "";
        if (magnitude < 1_000) return sign + Digits(magnitude) + "ns";
        if (magnitude < 1_000_000) return sign + Fraction(magnitude, 1_000) + "µs";
        if (magnitude < Second) return sign + Fraction(magnitude, 1_000_000) + "ms";

        var text = Fraction(magnitude % Minute, Second) + "s";
        if (magnitude >= Minute) text = Digits(magnitude / Minute % 60) + "m" + text;
        if (magnitude >= Hour) text = Digits(magnitude / Hour) + "h" + text;
        return sign + text;
    }

    /// <summary>The nearest multiple of a second, halves away from zero, saturated.</summary>
    internal static long RoundToSecond(long duration)
    {
        var rest = duration % Second;
        if (Math.Abs(rest) * 2 < Second) return duration - rest;
        var step = rest < 0 ? -Second : Second;
        return (long)Int128.Clamp((Int128)duration - rest + step, long.MinValue, long.MaxValue);
    }

    /// <summary>The size in whole units of the largest unit that fits more than once: <c>3h</c>, <c>2mo</c>, <c>1y</c>.</summary>
    internal static string FormatRounded(long duration)
    {
        var magnitude = Magnitude(duration);
        (ulong Size, string Name)[] units =
            [((ulong)Day * 365, "y"), ((ulong)Day * 30, "mo"), (Day, "d"), (Hour, "h"), (Minute, "m"), (Second, "s")];
        foreach (var (size, name) in units)
        {
            if (magnitude > size) return Digits(magnitude / size) + name;
        }

        return "0s";
    }

    /// <summary>Reads a duration such as <c>-1.5h30m</c>; <paramref name="error"/> is null on success, else in Go's words.</summary>
    internal static long Parse(string text, out string? error)
    {
        error = null;
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+")) rest = rest[1..];
        if (rest.SequenceEqual("0")) return 0;

        UInt128 total = 0;
        do
        {
            if (!TryReadElement(ref rest, out var value, out var unit) || (total += value) > Overflow)
            {
                error = Describe(text, unit);
                return 0;
            }
        }
        while (!rest.IsEmpty);

        if (!negative && total == Overflow)
        {
            error = Describe(text, null);
            return 0;
        }

        return unchecked(negative ? (long)(0 - (ulong)total) : (long)(ulong)total);
    }

    /// <summary>Reads one number with its unit. On failure <paramref name="badUnit"/> is the unknown unit, if that was it.</summary>
    private static bool TryReadElement(ref ReadOnlySpan<char> rest, out UInt128 value, out string? badUnit)
    {
        value = 0;
        badUnit = null;
        var digits = rest[..CountWhile(rest, char.IsAsciiDigit)];
        rest = rest[digits.Length..];
        var fraction = ReadOnlySpan<char>.Empty;
        if (rest.StartsWith("."))
        {
            fraction = rest[1..(1 + CountWhile(rest[1..], char.IsAsciiDigit))];
            rest = rest[(1 + fraction.Length)..];
        }

        if (digits.IsEmpty && fraction.IsEmpty) return false;
        if (!TryWhole(digits, out var whole)) return false;
        var unit = rest[..CountWhile(rest, static c => c != '.' && !char.IsAsciiDigit(c))].ToString();
        rest = rest[unit.Length..];
        var size = UnitSize(unit);
        if (size == 0)
        {
            badUnit = unit;
            return false;
        }

        value = ((UInt128)whole * size) + Part(fraction, size);
        return value <= Overflow;
    }

    private static ulong Part(ReadOnlySpan<char> fraction, ulong size)
    {
        if (fraction.IsEmpty) return 0;
        ulong number = 0;
        double scale = 1;
        foreach (var c in fraction)
        {
            // Digits beyond 63 bits are dropped, as they are in Go.
            if (number > (Overflow - 1) / 10) break;
            number = (number * 10) + (ulong)(c - '0');
            scale *= 10;
        }

        return (ulong)(number * (size / scale));
    }

    private static bool TryWhole(ReadOnlySpan<char> digits, out ulong whole)
    {
        whole = 0;
        return digits.IsEmpty
            || (ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out whole) && whole <= Overflow);
    }

    private static ulong UnitSize(string unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => Second,
        "m" => Minute,
        "h" => Hour,
        _ => 0,
    };

    private static string Describe(string text, string? unit) => unit switch
    {
        null => "time: invalid duration " + GoQuote.Excerpt(text),
        "" => "time: missing unit in duration " + GoQuote.Excerpt(text),
        _ => $"time: unknown unit {GoQuote.Excerpt(unit)} in duration {GoQuote.Excerpt(text)}",
    };

    private static int CountWhile(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var count = 0;
        while (count < text.Length && belongs(text[count])) count++;
        return count;
    }

    private static ulong Magnitude(long duration) => unchecked((ulong)(duration < 0 ? -duration : duration));

    private static string Digits(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Fraction(ulong value, ulong unit)
    {
        var rest = value % unit;
        if (rest == 0) return Digits(value / unit);
        var width = unit.ToString(CultureInfo.InvariantCulture).Length - 1;
        return Digits(value / unit) + "." + Digits(rest).PadLeft(width, '0').TrimEnd('0');
    }
}
