using Lynq.Testing;
using Xunit;

namespace Lynq.Sources.Tests.Conformance;

public sealed class MySqlConnectorConformanceTests(MariaDbFixture fixture) : IClassFixture<MariaDbFixture>
{
    public static IEnumerable<object[]> Values => ValueCases.Names(SourceKind.MySql);

    public static IEnumerable<object[]> Behaviours => BehaviourCases.Names;

    [MariaDbTheory, MemberData(nameof(Values))]
    public Task Reads_values_as_the_contract_has_them(string name) => Conformance.CheckValueAsync(new MariaDbDatabase(fixture.Server), name);

    [MariaDbTheory, MemberData(nameof(Behaviours))]
    public Task Behaves(string name) => BehaviourCases.RunAsync(name, new MariaDbDatabase(fixture.Server));
}
