using Microsoft.Extensions.Logging;

namespace Lynq.Sources.PostgreSql;

internal sealed partial class PostgreSqlPool
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Database {Endpoint} offers no TLS: rows and logins go over the network in clear text (tls.mode is Preferred)")]
    private partial void LogClearText(string endpoint);
}
