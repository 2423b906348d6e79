namespace Lynq.Sources;

/// <summary>One configured table, to be read again and again. Disposing gives its share of the pool back.</summary>
public interface IRowSource : IAsyncDisposable
{
    /// <summary>Reads all rows, active or not, in the server's order and in constant memory: one statement per call.</summary>
    /// <remarks>A <see cref="Row"/> is valid until the next one is asked for.</remarks>
    /// <exception cref="SourceException">The read failed, whatever was yielded before: a result is never just short.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    IAsyncEnumerable<Row> ReadAsync(CancellationToken cancellationToken);
}
