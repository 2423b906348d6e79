using System.CommandLine;
using Lynq.Actors.Node;
using Lynq.Crds;
using Lynq.Sources;

namespace Lynq.Host.Commands.Rendering;

/// <summary>The options by which a command gets rows: <c>--row k=v</c> for one, <c>--rows file</c> for many.</summary>
internal sealed class RowInput
{
    private readonly Option<string[]> _row = new("--row")
    {
        Description = "A value of the one row to render for: variable=value, uid included. Can be given several times.",
        HelpName = "k=v",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _rows = new("--rows")
    {
        Description = "A file of rows, CSV with a heading or a JSON array of objects. Columns are named as the hub's, if it is given too, or as the variables.",
        HelpName = "file",
    };

    /// <summary>Gives a command the options.</summary>
    public static RowInput AddTo(Command command)
    {
        var rows = new RowInput();
        command.Add(rows._row);
        command.Add(rows._rows);
        return rows;
    }

    /// <summary>Whether any row was given.</summary>
    public bool IsGiven(ParseResult result) => result.GetValue(_rows) is not null || result.GetValue(_row) is { Length: > 0 };

    /// <summary>The active rows as a hub sees them.</summary>
    /// <exception cref="UserException">None is given, or one has no uid.</exception>
    public IReadOnlyList<NodeRow> Read(ParseResult result, LynqHub? hub)
    {
        var tables = result.GetValue(_rows) is { } file ? RowTable.Read(file) : [];
        if (result.GetValue(_row) is { Length: > 0 } pairs)
            tables = [.. tables, pairs.ToDictionary(KeyOf, ValueOf, StringComparer.Ordinal)];
        if (tables.Count == 0)
            throw new UserException("no row to render for: give --row uid=acme (and further variables), or --rows file");
        return [.. tables.Select(row => Map(row, hub)).Where(row => Activation.IsActive(row.Activate))];
    }

    private static NodeRow Map(IReadOnlyDictionary<string, string> row, LynqHub? hub)
    {
        var mappings = hub?.Spec.ValueMappings;
        var uid = Value(row, mappings?.Uid, "uid");
        if (string.IsNullOrEmpty(uid))
            throw new UserException("a row has no uid: give --row uid=…, a column of that name, or along with -f the hub that says which column it is");
        var extras = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (variable, column) in hub?.Spec.ExtraValueMappings ?? new Dictionary<string, string>(StringComparer.Ordinal))
            extras[variable] = Value(row, column, variable) ?? "";
        if (hub is null)
        {
            foreach (var (name, value) in row.Where(v => v.Key is not ("uid" or "activate" or "hostOrUrl")))
                extras[name] = value;
        }

        return new NodeRow
        {
            Uid = uid,
            Activate = Value(row, mappings?.Activate, "activate") ?? "1",
            HostOrUrl = Value(row, mappings?.HostOrUrl, "hostOrUrl") ?? "",
            Extras = extras,
        };
    }

    private static string? Value(IReadOnlyDictionary<string, string> row, string? column, string variable) =>
        column is { Length: > 0 } && row.TryGetValue(column, out var value) ? value : row.GetValueOrDefault(variable);

    private static string KeyOf(string pair) =>
        pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? pair[..at] : throw new UserException($"--row {pair}: write variable=value");

    private static string ValueOf(string pair) => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..];
}
