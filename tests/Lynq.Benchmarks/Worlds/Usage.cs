namespace Lynq.Benchmarks.Worlds;

/// <summary>What a run has used up to a moment, or within a time.</summary>
internal sealed record Usage
{
    public required TimeSpan Time { get; init; }

    /// <summary>CPU seconds of the operator.</summary>
    public required double Operator { get; init; }

    /// <summary>CPU seconds of the API server and what belongs to it.</summary>
    public required double Server { get; init; }

    /// <summary>CPU seconds of the database's server.</summary>
    public required double Database { get; init; }

    /// <summary>CPU seconds of the one who measures.</summary>
    public required double Own { get; init; }

    /// <summary>The operator's requests; null where the server does not tell.</summary>
    public required RequestCounts? Requests { get; init; }

    public double Cpu => Operator + Server + Database + Own;

    public Usage Since(Usage before) => new()
    {
        Time = Time - before.Time,
        Operator = Operator - before.Operator,
        Server = Server - before.Server,
        Database = Database - before.Database,
        Own = Own - before.Own,
        Requests = before.Requests is null ? null : Requests?.Since(before.Requests),
    };
}
