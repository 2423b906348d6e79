namespace Lynq.Scenarios.Faults.Rules;

/// <summary>A time in which a row asked for no node, or the moment at which a node was deleted by hand.</summary>
/// <param name="Row">The row's uid.</param>
/// <param name="From">The place in the log before it began.</param>
/// <param name="Edition">
/// Which edition of the row was there last. Editions are counted, and the present one can be read from a node: what has a later one
/// was made or changed after the row had come back.
/// </param>
/// <param name="Node">The uid of the one LynqNode that was deleted by hand; null when the row left.</param>
internal sealed record RowAbsence(string Row, int From, int Edition, string? Node = null);
