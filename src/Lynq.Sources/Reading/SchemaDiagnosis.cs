using System.Data.Common;

namespace Lynq.Sources;

/// <summary>Turns "there is no such name" into which name it is and what it may have been meant to be.</summary>
internal static class SchemaDiagnosis
{
    private const int MostNames = 10_000;

    /// <summary>The same error, told better if the server lets us ask.</summary>
    public static async Task<SourceException> ExplainAsync(Table table, SourceException error, CancellationToken cancellationToken)
    {
        try
        {
            var name = table.Provider.Identifiers.ParseTable(table.Mapping.Table);
            var message = error.Kind == SourceErrorKind.UnknownTable
                ? MissingTable(table, await ListAsync(table, table.Provider.ListTables(name), cancellationToken), name)
                : MissingColumns(table, await ListAsync(table, table.Provider.ListColumns(name), cancellationToken));
            return message is null ? error : new SourceException(error.Kind, message) { ServerCode = error.ServerCode, SqlState = error.SqlState };
        }
        catch (Exception e) when (e is DbException or SourceException or IOException or TimeoutException)
        {
            return error;
        }
    }

    private static string MissingTable(Table table, List<string> existing, TableName name) =>
        $"table \"{table.Mapping.Table}\" does not exist in {table.Connection.Endpoint}{(name.Schema is null ? $", database \"{table.Connection.Database}\"" : "")}{Suggest(name.Name, existing)}";

    private static string? MissingColumns(Table table, List<string> existing)
    {
        // PostgreSQL alone tells apart names that differ in case only.
        var comparer = table.Connection.Kind == SourceKind.PostgreSql ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
        var known = existing.ToHashSet(comparer);
        var missing = Fields(table.Mapping).Where(field => !known.Contains(field.Column))
            .Select(field => $"\"{field.Column}\" ({field.Field}){Suggest(field.Column, existing)}").ToList();
        return missing.Count == 0 || existing.Count == 0 ? null : $"table \"{table.Mapping.Table}\" has no column {string.Join("; and no column ", missing)}";
    }

    private static IEnumerable<(string Field, string Column)> Fields(RowMapping mapping)
    {
        yield return ("valueMappings.uid", mapping.Uid);
        if (mapping.HostOrUrl is { } host) yield return ("valueMappings.hostOrUrl", host);
        yield return ("valueMappings.activate", mapping.Activate);
        for (var i = 0; i < mapping.Variables.Length; i++) yield return ($"extraValueMappings.{mapping.Variables[i]}", mapping.ExtraColumns[i]);
    }

    private static string Suggest(string wanted, List<string> existing)
    {
        var nearest = NearestNames.Of(wanted, existing);
        return nearest.Count == 0 ? "" : $", did you mean {string.Join(" or ", nearest.Select(name => $"\"{name}\""))}?";
    }

    private static async Task<List<string>> ListAsync(Table table, string statement, CancellationToken cancellationToken)
    {
        using var watchdog = new Watchdog(table.Connection.Timeouts.Connect, table.Time, cancellationToken);
        try
        {
            await using var connection = await table.Pool.OpenConnectionAsync(watchdog.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await using var reader = await command.ExecuteReaderAsync(watchdog.Token);
            var names = new List<string>();
            while (names.Count < MostNames && await reader.ReadAsync(watchdog.Token)) names.Add(reader.GetString(0));
            return names;
        }
        catch (OperationCanceledException)
        {
            throw watchdog.Explain("asking for existing names");
        }
    }
}
