namespace Lynq.Actors.Node;

/// <summary>The values of one database row, as text (contract §5.4). Values are data: never logged, never template text.</summary>
public sealed record NodeRow
{
    /// <summary>The row's unique id, not empty.</summary>
    public required string Uid { get; init; }

    /// <summary>The raw text of the activate column, for example <c>1</c>.</summary>
    public required string Activate { get; init; }

    /// <summary>The value of the deprecated hostOrUrl column; empty when it is not mapped or null.</summary>
    public string HostOrUrl { get; init; } = string.Empty;

    /// <summary>Value by template variable of <c>extraValueMappings</c>; null columns are empty text.</summary>
    public IReadOnlyDictionary<string, string> Extras { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
