using System.Globalization;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.Conformance;

[CollectionDefinition(Name)]
public sealed class DatabasesCollection : ICollectionFixture<MariaDbFixture>, ICollectionFixture<PostgreSqlFixture>
{
    public const string Name = "databases";
}

[Collection(DatabasesCollection.Name)]
public sealed class MariaDbConformanceTests(MariaDbFixture fixture)
{
    public static IEnumerable<object[]> Values => ValueCases.Names(SourceKind.MySql);

    public static IEnumerable<object[]> Behaviours => BehaviourCases.Names;

    [MariaDbTheory, MemberData(nameof(Values))]
    public Task Reads_values_as_the_contract_has_them(string name) => Conformance.CheckValueAsync(new MariaDbDatabase(fixture.Server), name);

    [MariaDbTheory, MemberData(nameof(Behaviours))]
    public Task Behaves(string name) => BehaviourCases.RunAsync(name, new MariaDbDatabase(fixture.Server));
}

[Collection(DatabasesCollection.Name)]
public sealed class PostgreSqlConformanceTests(PostgreSqlFixture fixture)
{
    public static IEnumerable<object[]> Values => ValueCases.Names(SourceKind.PostgreSql);

    public static IEnumerable<object[]> Behaviours => BehaviourCases.Names;

    [PostgreSqlTheory, MemberData(nameof(Values))]
    public Task Reads_values_as_the_contract_has_them(string name) => Conformance.CheckValueAsync(new PostgreSqlDatabase(fixture.Server), name);

    [PostgreSqlTheory, MemberData(nameof(Behaviours))]
    public Task Behaves(string name) => BehaviourCases.RunAsync(name, new PostgreSqlDatabase(fixture.Server));
}

public sealed class SqliteConformanceTests : IDisposable
{
    private readonly SqliteDatabase _database = new();

    public static IEnumerable<object[]> Values => ValueCases.Names(SourceKind.Sqlite);

    public static IEnumerable<object[]> Behaviours => BehaviourCases.Names;

    [Theory, MemberData(nameof(Values))]
    public Task Reads_values_as_the_contract_has_them(string name) => Conformance.CheckValueAsync(_database, name);

    [Theory, MemberData(nameof(Behaviours))]
    public Task Behaves(string name) => BehaviourCases.RunAsync(name, _database);

    public void Dispose() => _database.Dispose();
}

internal static class Conformance
{
    public static async Task CheckValueAsync(ISourceDatabase database, string name)
    {
        var index = ValueCases.All.Select((c, i) => (c, i)).Single(pair => pair.c.Name == name).i;
        var column = ValueCases.All[index].In(database.Kind)!;
        var table = string.Create(CultureInfo.InvariantCulture, $"value_{index}");
        await database.ExecuteAsync($"CREATE TABLE {table} (id VARCHAR(20), active INT, v {column.Type} NULL); INSERT INTO {table} VALUES ('a', 1, {column.Sql})");
        var row = (await database.ReadAsync(new RowMapping(table, "id", "active", extras: new Dictionary<string, string>(StringComparer.Ordinal) { ["v"] = "v" }))).ShouldHaveSingleItem();
        (row.Extras[0] == ValueCases.All[index].Expected).ShouldBeTrue($"was \"{row.Extras[0][..Math.Min(200, row.Extras[0].Length)]}\"");
    }
}
