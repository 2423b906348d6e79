namespace Lynq.Sources;

/// <summary>
/// The read failed, and nothing may be concluded from the rows seen so far (contract §5.6). The message is safe to
/// show: it never holds a password, a value of a row or text that the server chose.
/// </summary>
public sealed class SourceException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">Object, field, remedy; safe to show.</param>
    /// <param name="inner">An error of the network or of TLS; never one of the server, whose text is not ours to show.</param>
    public SourceException(SourceErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public SourceErrorKind Kind { get; }

    /// <summary>The server's own number of the error (MySQL, SQLite), if it sent one.</summary>
    public int? ServerCode { get; init; }

    /// <summary>The five characters of SQLSTATE, if the server sent them.</summary>
    public string? SqlState { get; init; }
}
