using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Lynq.Sources.MySql;

/// <summary>MySQL and MariaDB, through any driver.</summary>
internal sealed class MySqlProvider(IMySqlDriver driver) : SourceProvider
{
    /// <inheritdoc/>
    public override Identifiers Identifiers => Identifiers.MySql;

    /// <inheritdoc/>
    public override DbDataSource CreatePool(SourceConnection connection, ILogger logger) => driver.CreatePool(connection, logger);

    /// <inheritdoc/>
    public override RowFormat Format(DbDataReader reader) =>
        reader is IWireValues ? new MySqlWireFormat(reader) : new MySqlTypedFormat(reader, driver.GetValue);

    /// <inheritdoc/>
    public override ServerFailure? Explain(DbException exception) =>
        driver.ServerCode(exception) is { } code ? new ServerFailure(MySqlErrors.KindOf(code), code, exception.SqlState) : null;

    // SHOW works for whoever may read the table, and needs no string of ours in the statement.

    /// <inheritdoc/>
    public override string ListTables(TableName table) => table.Schema is null ? "SHOW TABLES" : $"SHOW TABLES FROM {Identifiers.Quote(table.Schema)}";

    /// <inheritdoc/>
    public override string ListColumns(TableName table) => $"SHOW COLUMNS FROM {Identifiers.Quote(table)}";
}
