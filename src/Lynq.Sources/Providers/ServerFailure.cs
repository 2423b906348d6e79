namespace Lynq.Sources;

/// <summary>What an error of the server means.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Code">The server's number, if it uses numbers.</param>
/// <param name="SqlState">SQLSTATE, if there is one.</param>
internal readonly record struct ServerFailure(SourceErrorKind Kind, int? Code, string? SqlState);
