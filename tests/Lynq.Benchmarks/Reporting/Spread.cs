namespace Lynq.Benchmarks.Reporting;

/// <summary>What several rounds of the same have in common, and how far they lie apart.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    /// <summary>Of at least one value.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return new((ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2, ordered[0], ordered[^1]);
    }

    public override string ToString() => $"{Numbers.Text(Least)} to {Numbers.Text(Most)}";
}
