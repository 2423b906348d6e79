using System.Globalization;

namespace Lynq.Sandbox.Tables;

/// <summary>Durations as kubectl shows them: 45s, 3m12s, 5h, 2d4h, 1y30d.</summary>
internal static class Ages
{
    public static string Since(string timestamp, TimeProvider time) =>
        DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var then)
            ? Show(time.GetUtcNow() - then)
            : "<unknown>";

    public static string Show(TimeSpan age)
    {
        var seconds = (long)age.TotalSeconds;
        if (seconds < -1) return "<invalid>";
        if (seconds < 0) return "0s";
        if (seconds < 120) return $"{seconds}s";
        var minutes = seconds / 60;
        if (minutes < 10) return With(minutes, "m", seconds % 60, "s");
        if (minutes < 180) return $"{minutes}m";
        var hours = minutes / 60;
        if (hours < 8) return With(hours, "h", minutes % 60, "m");
        if (hours < 48) return $"{hours}h";
        var days = hours / 24;
        if (days < 8) return With(days, "d", hours % 24, "h");
        if (days < 730) return $"{days}d";
        return days < 8 * 365 ? With(days / 365, "y", days % 365, "d") : $"{days / 365}y";
    }

    private static string With(long whole, string unit, long rest, string smaller) =>
        rest == 0 ? $"{whole}{unit}" : $"{whole}{unit}{rest}{smaller}";
}
