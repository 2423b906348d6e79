using Microsoft.Extensions.Logging;

namespace Lynq.Sources.MySql;

internal sealed partial class SessionConnector
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Database {Endpoint} offers no TLS: rows and logins go over the network in clear text (tls.mode is Preferred)")]
    private partial void LogClearText(string endpoint);
}
