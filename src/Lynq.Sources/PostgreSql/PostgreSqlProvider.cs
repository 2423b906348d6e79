using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lynq.Sources.PostgreSql;

/// <summary>PostgreSQL through Npgsql.</summary>
internal sealed class PostgreSqlProvider : SourceProvider
{
    /// <inheritdoc/>
    public override Identifiers Identifiers => Identifiers.PostgreSql;

    /// <inheritdoc/>
    public override DbDataSource CreatePool(SourceConnection connection, ILogger logger) => new PostgreSqlPool(connection, logger);

    /// <summary>All values as the server's text: no type is too exotic, no number too long for it.</summary>
    public override void Prepare(DbCommand command)
    {
        if (command is NpgsqlCommand own) own.AllResultTypesAreUnknown = true;
    }

    /// <inheritdoc/>
    public override RowFormat Format(DbDataReader reader) => new PostgreSqlFormat(reader);

    /// <inheritdoc/>
    public override ServerFailure? Explain(DbException exception) =>
        exception is PostgresException { SqlState: var state } ? new ServerFailure(KindOf(state), null, state) : null;

    /// <inheritdoc/>
    public override string ListTables(TableName table) =>
        $"SELECT table_name::text FROM information_schema.tables WHERE table_schema = {(table.Schema is null ? "current_schema()" : Literal(table.Schema))}";

    /// <inheritdoc/>
    public override string ListColumns(TableName table) =>
        $"SELECT attname::text FROM pg_catalog.pg_attribute WHERE attrelid = to_regclass({Literal(Identifiers.Quote(table))}) AND attnum > 0 AND NOT attisdropped";

    // E'…' reads the same whatever standard_conforming_strings says.
    private static string Literal(string text) =>
        $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private static SourceErrorKind KindOf(string state) => state switch
    {
        "28000" or "28P01" => SourceErrorKind.AuthenticationFailed,
        "3D000" => SourceErrorKind.BadConfiguration,
        "42501" => SourceErrorKind.PermissionDenied,
        "42P01" or "3F000" => SourceErrorKind.UnknownTable,
        "42703" => SourceErrorKind.UnknownColumn,
        "55P03" or "25P03" => SourceErrorKind.Timeout,
        "57014" or "57P01" or "57P02" or "57P05" => SourceErrorKind.Cancelled,
        "53300" or "57P03" => SourceErrorKind.Unreachable,
        _ when state.StartsWith("08", StringComparison.Ordinal) => SourceErrorKind.Unreachable,
        _ => SourceErrorKind.QueryFailed,
    };
}
