using Lynq.Testing;
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
