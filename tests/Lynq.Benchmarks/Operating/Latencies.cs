using Lynq.Benchmarks.Reporting;

namespace Lynq.Benchmarks.Operating;

/// <summary>Figures of a series of times, milliseconds.</summary>
internal static class Latencies
{
    public static void AddLatencies(this Report report, string benchmark, string what, IReadOnlyCollection<double> series, double limit, string note = "")
    {
        report.Add(new Figure(benchmark, $"{what}, p50", Numbers.Quantile(series, 0.5), "ms") { Note = $"{series.Count} samples{(note.Length > 0 ? ", " : "")}{note}" });
        report.Add(new Figure(benchmark, $"{what}, p99", Numbers.Quantile(series, 0.99), "ms") { Limit = Limit.AtMost(limit), Note = $"longest {Numbers.Text(series.Max())} ms" });
    }
}
