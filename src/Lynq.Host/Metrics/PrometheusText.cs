namespace Lynq.Host.Metrics;

/// <summary>The Prometheus text exposition format, version 0.0.4.</summary>
internal static class PrometheusText
{
    /// <summary>Content type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes one family; nothing when it has no series.</summary>
    public static void Write(TextWriter output, MetricFamily family)
    {
        if (family.Values.IsEmpty && family.Histograms.IsEmpty)
            return;
        output.Write($"# HELP {family.Name} {family.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n");
        output.Write($"# TYPE {family.Name} {family.Type}\n");
        foreach (var (labels, value) in family.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Sample(output, family.Name, labels, value);
        foreach (var (labels, histogram) in family.Histograms.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            WriteHistogram(output, family.Name, labels, histogram);
    }

    private static void WriteHistogram(TextWriter output, string name, string labels, Histogram histogram)
    {
        var (cumulative, sum) = histogram.Read();
        var prefix = labels.Length == 0 ? "" : labels + ",";
        for (var i = 0; i < histogram.Bounds.Count; i++)
            Sample(output, name + "_bucket", $"{prefix}le=\"{Number(histogram.Bounds[i])}\"", cumulative[i]);
        Sample(output, name + "_bucket", prefix + "le=\"+Inf\"", cumulative[^1]);
        Sample(output, name + "_sum", labels, sum);
        Sample(output, name + "_count", labels, cumulative[^1]);
    }

    private static void Sample(TextWriter output, string name, string labels, double value) =>
        output.Write(labels.Length == 0 ? $"{name} {Number(value)}\n" : $"{name}{{{labels}}} {Number(value)}\n");

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
