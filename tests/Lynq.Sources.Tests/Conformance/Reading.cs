using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Sources.Tests.Conformance;

/// <summary>Short cuts for tests that read.</summary>
internal static class Reading
{
    public static RowSources Sources() => new(NullLogger<RowSources>.Instance, TimeProvider.System, TestedDriver.MySql);

    public static Task<List<RowValues>> ReadAsync(this ISourceDatabase database, RowMapping mapping, CancellationToken cancellationToken = default) =>
        database.Connection.ReadAsync(mapping, cancellationToken);

    public static async Task<List<RowValues>> ReadAsync(this SourceConnection connection, RowMapping mapping, CancellationToken cancellationToken = default)
    {
        await using var sources = Sources();
        await using var source = sources.Open(connection, mapping);
        return await source.ReadAllAsync(cancellationToken);
    }

    public static async Task<List<RowValues>> ReadAllAsync(this IRowSource source, CancellationToken cancellationToken = default)
    {
        var rows = new List<RowValues>();
        await foreach (var row in source.ReadAsync(cancellationToken)) rows.Add(row.ToValues());
        return rows;
    }
}
