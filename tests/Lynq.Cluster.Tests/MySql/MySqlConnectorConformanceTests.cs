using System.Globalization;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.Conformance;

public sealed class MySqlConnectorConformanceTests(MariaDbFixture fixture) : IClassFixture<MariaDbFixture>
{
    public static IEnumerable<object[]> Values => ValueCases.Names(SourceKind.MySql);

    public static IEnumerable<object[]> Behaviours => BehaviourCases.Names;

    [MariaDbTheory, MemberData(nameof(Values))]
    public async Task Reads_values_as_the_contract_has_them(string name)
    {
        var database = new MariaDbDatabase(fixture.Server);
        var index = ValueCases.All.Select((c, i) => (c, i)).Single(pair => pair.c.Name == name).i;
        var column = ValueCases.All[index].In(database.Kind)!;
        var table = string.Create(CultureInfo.InvariantCulture, $"value_{index}");
        await database.ExecuteAsync($"CREATE TABLE {table} (id VARCHAR(20), active INT, v {column.Type} NULL); INSERT INTO {table} VALUES ('a', 1, {column.Sql})");

        var row = (await database.ReadAsync(new RowMapping(table, "id", "active", extras: new Dictionary<string, string>(StringComparer.Ordinal) { ["v"] = "v" }))).ShouldHaveSingleItem();

        row.Extras[0].ShouldBe(ValueCases.All[index].Expected);
    }

    [MariaDbTheory, MemberData(nameof(Behaviours))]
    public Task Behaves(string name) => BehaviourCases.RunAsync(name, new MariaDbDatabase(fixture.Server));
}
