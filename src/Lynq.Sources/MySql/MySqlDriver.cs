using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Lynq.Sources.MySql;

/// <summary>The driver of this room: what a sync needs of MySQL, and no more.</summary>
internal sealed class MySqlDriver(TimeProvider time) : IMySqlDriver
{
    /// <inheritdoc/>
    public DbDataSource CreatePool(SourceConnection connection, ILogger logger)
    {
        var tls = connection.Tls.Mode == TlsMode.Disabled ? null : new TlsClient(connection.Tls, connection.Host);
        return new MySqlDataSource(new SessionConnector(connection, tls, time, logger), tls, time);
    }

    /// <inheritdoc/>
    public int? ServerCode(DbException exception) => (exception as MySqlServerException)?.Number;
}
