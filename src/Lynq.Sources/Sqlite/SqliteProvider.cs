using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Lynq.Sources.Sqlite;

/// <summary>SQLite files, opened for reading only.</summary>
internal sealed class SqliteProvider : SourceProvider
{
    private const int Interrupted = 9;

    /// <inheritdoc/>
    public override Identifiers Identifiers => Identifiers.Sqlite;

    /// <inheritdoc/>
    public override DbDataSource CreatePool(SourceConnection connection, ILogger logger) => new SqlitePool(connection);

    /// <inheritdoc/>
    public override CancellationTokenRegistration InterruptOn(DbConnection connection, CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static own => raw.sqlite3_interrupt(((SqliteConnection)own!).Handle), connection);

    /// <inheritdoc/>
    public override RowFormat Format(DbDataReader reader) => new SqliteFormat((SqliteDataReader)reader);

    /// <inheritdoc/>
    public override ServerFailure? Explain(DbException exception) =>
        exception is SqliteException e ? new ServerFailure(KindOf(e), e.SqliteErrorCode, null) : null;

    /// <inheritdoc/>
    public override string ListTables(TableName table) =>
        $"SELECT name FROM {Identifiers.Quote(new TableName(table.Schema, "sqlite_master"))} WHERE type IN ('table', 'view')";

    /// <inheritdoc/>
    public override string ListColumns(TableName table) =>
        $"SELECT name FROM pragma_table_xinfo({Literal(table.Name)}{(table.Schema is null ? "" : $", {Literal(table.Schema)}")})";

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static SourceErrorKind KindOf(SqliteException e) => e.SqliteErrorCode switch
    {
        // SQLite has one number for all errors of a statement: only its text tells them apart.
        1 when e.Message.Contains("no such table", StringComparison.Ordinal) || e.Message.Contains("unknown database", StringComparison.Ordinal) => SourceErrorKind.UnknownTable,
        1 when e.Message.Contains("no such column", StringComparison.Ordinal) => SourceErrorKind.UnknownColumn,
        3 or 23 => SourceErrorKind.PermissionDenied,
        5 or 6 => SourceErrorKind.Timeout,
        Interrupted => SourceErrorKind.Cancelled,
        14 => SourceErrorKind.Unreachable,
        26 => SourceErrorKind.BadConfiguration,
        _ => SourceErrorKind.QueryFailed,
    };
}
