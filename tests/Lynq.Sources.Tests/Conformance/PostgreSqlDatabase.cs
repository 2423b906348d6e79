using Lynq.Testing;

namespace Lynq.Sources.Tests.Conformance;

public sealed class PostgreSqlDatabase(PostgreSqlServer server) : ServerDatabase(server, SourceKind.PostgreSql)
{
    public override Task ExecuteAsync(string sql) => Server.ExecuteAsync(sql);
}
