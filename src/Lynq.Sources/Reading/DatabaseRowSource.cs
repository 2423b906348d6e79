using System.Runtime.CompilerServices;

namespace Lynq.Sources;

/// <summary>A table behind <see cref="IRowSource"/>.</summary>
internal sealed class DatabaseRowSource(Table table, Func<ValueTask> release) : IRowSource
{
    private int _released;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Row> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_released != 0, this);
        await using var read = await StartAsync(cancellationToken);
        while (await read.NextAsync()) yield return read.Row;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _released, 1) == 0 ? release() : ValueTask.CompletedTask;

    private async Task<TableRead> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TableRead.StartAsync(table, cancellationToken);
        }
        catch (SourceException e) when (e.Kind is SourceErrorKind.UnknownTable or SourceErrorKind.UnknownColumn)
        {
            // Only now, when names are known to be wrong, is it worth a question what the right ones are.
            throw await SchemaDiagnosis.ExplainAsync(table, e, cancellationToken);
        }
    }
}
