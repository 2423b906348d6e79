using System.Globalization;
using Shouldly;

namespace Lynq.Sources.Tests.Conformance;

/// <summary>The check of a value that every driver has to pass.</summary>
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
