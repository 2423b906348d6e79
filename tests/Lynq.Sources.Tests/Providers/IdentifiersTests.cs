using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.Providers;

public sealed class IdentifiersTests
{
    [Theory]
    [InlineData("tenants", "`tenants`")]
    [InlineData("db.tenants", "`db`.`tenants`")]
    [InlineData("`tenants`", "`tenants`")]
    [InlineData("`my-db`.`my-rows`", "`my-db`.`my-rows`")]
    [InlineData("db.`my-rows`", "`db`.`my-rows`")]
    [InlineData("`a``b`", "`a``b`")]
    [InlineData("`a.b`", "`a.b`")]
    [InlineData("2025_rows$", "`2025_rows$`")]
    [InlineData("größe", "`größe`")]
    public void Quotes_tables_of_mysql(string table, string quoted) =>
        Identifiers.MySql.Quote(Identifiers.MySql.ParseTable(table)).ShouldBe(quoted);

    [Theory]
    [InlineData("tenants", "\"tenants\"")]
    [InlineData("Public.Tenants", "\"Public\".\"Tenants\"")]
    [InlineData("\"my rows\"", "\"my rows\"")]
    [InlineData("\"a\"\"b\"", "\"a\"\"b\"")]
    public void Quotes_tables_of_postgresql(string table, string quoted) =>
        Identifiers.PostgreSql.Quote(Identifiers.PostgreSql.ParseTable(table)).ShouldBe(quoted);

    [Theory]
    [InlineData("[my rows]", "`my rows`")]
    [InlineData("\"my rows\"", "`my rows`")]
    [InlineData("main.`t`", "`main`.`t`")]
    public void Quotes_tables_of_sqlite(string table, string quoted) =>
        Identifiers.Sqlite.Quote(Identifiers.Sqlite.ParseTable(table)).ShouldBe(quoted);

    [Fact]
    public void Selects_uid_host_flag_and_extras_by_variable()
    {
        var extras = new Dictionary<string, string>(StringComparer.Ordinal) { ["zone"] = "a", ["Image"] = "b`c", ["image"] = "d" };
        Identifiers.MySql.Select(new RowMapping("t", "id", "on", "url", extras))
            .ShouldBe("SELECT `id`, `url`, `on`, `b``c`, `d`, `a` FROM `t`");
    }
}
