using Lynq.Testing;

namespace Lynq.Sources.Tests.Conformance;

public sealed class MariaDbDatabase(MariaDbServer server) : ServerDatabase(server, SourceKind.MySql)
{
    // Strict mode off, so that the table of cases may hold zero dates.
    public override Task ExecuteAsync(string sql) => Server.ExecuteAsync("SET sql_mode='ANSI_QUOTES';" + sql);
}
