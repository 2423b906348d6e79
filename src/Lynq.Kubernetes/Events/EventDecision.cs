namespace Lynq.Kubernetes;

/// <summary>What becomes of an event.</summary>
internal abstract record EventDecision
{
    /// <summary>Too many about this object: it is not published.</summary>
    public sealed record Drop : EventDecision;

    /// <summary>It is new.</summary>
    public sealed record Create(EventSeries Series) : EventDecision;

    /// <summary>It was published before: its count goes up.</summary>
    public sealed record Count(EventSeries Series) : EventDecision;
}

/// <summary>One published event with its repetitions.</summary>
internal sealed class EventSeries
{
    /// <summary>What it says.</summary>
    public required EventNote Note { get; set; }

    /// <summary>Name of the Event object.</summary>
    public required string Name { get; set; }

    /// <summary>When it happened first.</summary>
    public required DateTimeOffset First { get; set; }

    /// <summary>When it happened last.</summary>
    public required DateTimeOffset Last { get; set; }

    /// <summary>How often it happened, 1 and up.</summary>
    public int Times { get; set; } = 1;
}
