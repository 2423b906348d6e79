using Lynq.Actors.Node.Content;

namespace Lynq.Actors.Hub;

/// <summary>What one successful sync has brought.</summary>
internal sealed record SyncedRows
{
    /// <summary>Hash of the row by uid, for every active row that can be used.</summary>
    public required IReadOnlyDictionary<string, UInt128> Hashes { get; init; }

    /// <summary>Values of the rows that nodes need, by uid: at the first sync all of them.</summary>
    public required IReadOnlyDictionary<string, PackedRow> Travelling { get; init; }

    /// <summary>Why active rows could not be used, by uid (bounded).</summary>
    public required IReadOnlyDictionary<string, string> Rejected { get; init; }

    /// <summary>
    /// What is wrong with active rows whose values no LynqNode can carry, by uid: nodes that exist stay as they are, others are not
    /// created.
    /// </summary>
    public required IReadOnlyDictionary<string, string> TooLarge { get; init; }

    /// <summary>Rows that the query returned, active or not.</summary>
    public required int ReadCount { get; init; }

    /// <summary>Active rows that could not be used.</summary>
    public required int RejectedCount { get; init; }

    /// <summary>Those of them that ask for a node which can never exist: they count as failed (contract §3).</summary>
    public required int ImpossibleCount { get; init; }
}
