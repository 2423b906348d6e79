using System.Globalization;

namespace Lynq.Benchmarks.Reporting;

/// <summary>Numbers as people read them, and what is read off a series of them.</summary>
internal static class Numbers
{
    /// <summary>Three digits that matter, without exponents.</summary>
    public static string Text(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("F2", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    /// <summary>The smallest value that at least that share of the series does not exceed.</summary>
    /// <param name="series">At least one value.</param>
    /// <param name="share">Above 0, at most 1.</param>
    public static double Quantile(IReadOnlyCollection<double> series, double share) =>
        series.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(series.Count * share) - 1));
}
