using System.Globalization;
using System.Text;

namespace Lynq.Sources;

/// <summary>Dates and times of SQL as RFC 3339: the wall clock taken as UTC, a fraction only if it is not zero (contract §5.4).</summary>
internal static class Rfc3339
{
    /// <summary>A moment.</summary>
    public static string Format(DateTime value) =>
        value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads <c>2025-01-15</c>, <c>2025-01-15 10:30:00</c>, either with a fraction or an offset. Parts that are zero become
    /// one, days past the month's end run over into the next: zero dates never fail.
    /// </summary>
    /// <returns>Null for what is no such date (infinity, BC).</returns>
    public static string? TryFormat(ReadOnlySpan<byte> sql)
    {
        if (!TryNumber(ref sql, '-', 4, out var year) || !TryNumber(ref sql, '-', 2, out var month) || !TryDigits(ref sql, 2, out var day)) return null;
        if (year > 9999 || month > 12 || day > 31) return null;
        var time = TimeSpan.Zero;
        if (sql.Length > 0 && (sql[0] is not ((byte)' ' or (byte)'T') || !TryTime(sql[1..], out time))) return null;
        var start = new DateTime(Math.Max(year, 1), Math.Max(month, 1), 1, 0, 0, 0, DateTimeKind.Utc);
        var room = DateTime.MaxValue - start;
        var after = TimeSpan.FromDays(Math.Max(day, 1) - 1) + time;
        return after > room || start.Ticks + after.Ticks < 0 ? null : Format(start + after);
    }

    private static bool TryTime(ReadOnlySpan<byte> text, out TimeSpan time)
    {
        time = default;
        if (!TryNumber(ref text, ':', 2, out var hours) || !TryNumber(ref text, ':', 2, out var minutes) || !TryDigits(ref text, 2, out var seconds)) return false;
        time = new TimeSpan(hours, minutes, seconds);
        return TryFraction(ref text, ref time) && TryOffset(text, ref time);
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text, ref TimeSpan time)
    {
        if (text.IsEmpty || text[0] != '.') return true;
        var digits = text[1..];
        var count = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (count < 0) count = digits.Length;
        if (count is 0 or > 9) return false;
        var ticks = 0;
        for (var i = 0; i < 7; i++) ticks = ticks * 10 + (i < count ? digits[i] - '0' : 0);
        time += TimeSpan.FromTicks(ticks);
        text = digits[count..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, ref TimeSpan time)
    {
        if (text.IsEmpty || text.SequenceEqual("Z"u8)) return true;
        var ahead = text[0] == '+';
        if (!ahead && text[0] != '-') return false;
        var offset = Encoding.ASCII.GetString(text[1..]);
        if (!TimeSpan.TryParseExact(offset, ["hh", "hh\\:mm", "hh\\:mm\\:ss"], CultureInfo.InvariantCulture, out var span)) return false;
        time += ahead ? -span : span;
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> text, char end, int digits, out int number)
    {
        if (!TryDigits(ref text, digits, out number) || text.IsEmpty || text[0] != end) return false;
        text = text[1..];
        return true;
    }

    private static bool TryDigits(ref ReadOnlySpan<byte> text, int digits, out int number)
    {
        number = 0;
        if (text.Length < digits) return false;
        foreach (var digit in text[..digits])
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            number = number * 10 + digit - '0';
        }

        text = text[digits..];
        return true;
    }
}
