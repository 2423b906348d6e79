using Lynq.Sources.Tests.Conformance;
using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.Connections;

public sealed class SqliteConnectionTests : IDisposable
{
    private readonly SqliteDatabase _database = new();

    [Fact]
    public async Task Interrupts_a_statement_that_never_ends()
    {
        await _database.ExecuteAsync("CREATE VIEW endless AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) AS id, 1 AS active FROM r");
        var connection = _database.Connection with { Timeouts = new SourceTimeouts { Total = TimeSpan.FromMilliseconds(500) } };
        var error = await Should.ThrowAsync<SourceException>(() => Task.Run(() => connection.ReadAsync(new RowMapping("endless", "id", "active"))).WaitAsync(TimeSpan.FromSeconds(60)));
        error.Kind.ShouldBe(SourceErrorKind.Timeout);
    }

    [Fact]
    public async Task Says_unreachable_for_a_missing_file_and_makes_none()
    {
        var connection = _database.Connection with { Database = Path.Combine(Path.GetTempPath(), "no-such-folder", "x.db") };
        (await Should.ThrowAsync<SourceException>(() => connection.ReadAsync(new RowMapping("t", "id", "active")))).Kind.ShouldBe(SourceErrorKind.Unreachable);
        (await Should.ThrowAsync<SourceException>(() => _database.ReadAsync(new RowMapping("t", "id", "active")))).Kind.ShouldBe(SourceErrorKind.Unreachable);
        File.Exists(_database.Connection.Database).ShouldBeFalse();
    }

    public void Dispose() => _database.Dispose();
}
