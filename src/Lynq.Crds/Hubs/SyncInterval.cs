using System.Globalization;

namespace Lynq.Crds;

/// <summary>Reads sync intervals: one number and one of the units s, m, h (contract §1.1).</summary>
public static class SyncInterval
{
    /// <summary>The interval, or false when the text is not one or does not fit a <see cref="TimeSpan"/>.</summary>
    public static bool TryParse(string? text, out TimeSpan interval)
    {
        interval = default;
        if (text is not { Length: > 1 } || !text.AsSpan(0, text.Length - 1).ContainsOnlyDigits())
            return false;
        var seconds = text[^1] switch { 's' => 1L, 'm' => 60L, 'h' => 3600L, _ => 0L };
        if (seconds == 0
            || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > (long)TimeSpan.MaxValue.TotalSeconds / seconds)
        {
            return false;
        }

        interval = TimeSpan.FromSeconds(count * seconds);
        return true;
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
