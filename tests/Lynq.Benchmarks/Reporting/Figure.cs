namespace Lynq.Benchmarks.Reporting;

/// <summary>One measured figure beside what it shall be.</summary>
/// <param name="Benchmark">The benchmark that measured it.</param>
/// <param name="What">What was measured.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit; empty for plain numbers.</param>
internal sealed record Figure(string Benchmark, string What, double Value, string Unit = "")
{
    /// <summary>What it shall be; null for what is only told.</summary>
    public Limit? Limit { get; init; }

    /// <summary>How it came about, such as the two numbers of a ratio.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether the limit is kept; null without a limit.</summary>
    public bool? IsKept => Limit?.IsKeptBy(Value);
}

/// <summary>A bound that was promised for a figure.</summary>
internal sealed record Limit(double Bound, bool IsFloor)
{
    public static Limit AtMost(double bound) => new(bound, IsFloor: false);

    public static Limit AtLeast(double bound) => new(bound, IsFloor: true);

    public bool IsKeptBy(double value) => IsFloor ? value >= Bound : value <= Bound;
}
