using System.Globalization;

namespace Lynq.Cluster.Tests.Measurements;

/// <summary>What one change of all rows took.</summary>
/// <param name="Rate">Rows a second.</param>
/// <param name="Costs">Processor time of each replica, in ms a row of all.</param>
/// <param name="Spans">From when to when after the change each replica wrote, in seconds.</param>
/// <param name="Writes">What was written, a row.</param>
/// <param name="AtLimit">In which part of the periods of its limit each replica used up what it may, 0 to 1.</param>
internal sealed record Round(double Rate, IReadOnlyList<double> Costs, IReadOnlyList<(double From, double To)> Spans, IReadOnlyDictionary<string, double> Writes, IReadOnlyList<double> AtLimit)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rate:0} rows/s, {List(Costs, "0.00", " + ")} = {Costs.Sum():0.00} ms a row, writing from {List(Spans.Select(span => span.From), "0.0")} to {List(Spans.Select(span => span.To), "0.0")} s, at the limit in {List(AtLimit, "0 %")}; writes a row: {string.Join(", ", Writes.OrderBy(of => of.Key, StringComparer.Ordinal).Select(of => string.Create(CultureInfo.InvariantCulture, $"{of.Key} {of.Value:0.00}")))}");

    private static string List(IEnumerable<double> numbers, string format, string between = ", ") =>
        string.Join(between, numbers.Select(number => number.ToString(format, CultureInfo.InvariantCulture)));
}
