using System.Text;

namespace Lynq.Sources;

/// <summary>
/// How a database quotes names (contract §5.3). Tables are written <c>table</c>, <c>schema.table</c>, or quoted part by part;
/// anything else is refused, which is tighter than pasting the text into the statement as it is.
/// </summary>
/// <param name="Opening">The quotes a configured name may open with; the first one is what we write.</param>
/// <param name="Closing">Their counterparts.</param>
internal sealed record Identifiers(string Opening, string Closing)
{
    /// <summary>Back-ticks.</summary>
    public static Identifiers MySql { get; } = new("`", "`");

    /// <summary>Double quotes. Names are taken as they are written: they do not fold to lower case.</summary>
    public static Identifiers PostgreSql { get; } = new("\"", "\"");

    /// <summary>Back-ticks for us, since SQLite takes an unknown name in double quotes for a string.</summary>
    public static Identifiers Sqlite { get; } = new("`\"[", "`\"]");

    /// <summary>A name in quotes.</summary>
    public string Quote(string name)
    {
        var (open, close) = (Opening[0], Closing[0]);
        return $"{open}{name.Replace($"{close}", $"{close}{close}", StringComparison.Ordinal)}{close}";
    }

    /// <summary>A table's name in quotes.</summary>
    public string Quote(TableName table) => table.Schema is null ? Quote(table.Name) : $"{Quote(table.Schema)}.{Quote(table.Name)}";

    /// <summary>The statement of a sync (contract §5.2): no WHERE, no ORDER BY.</summary>
    /// <exception cref="SourceException"><see cref="SourceErrorKind.BadConfiguration"/>, naming the field.</exception>
    public string Select(RowMapping mapping)
    {
        CheckColumn(mapping.Uid, "valueMappings.uid");
        CheckColumn(mapping.Activate, "valueMappings.activate");
        if (mapping.HostOrUrl is not null) CheckColumn(mapping.HostOrUrl, "valueMappings.hostOrUrl");
        for (var i = 0; i < mapping.Variables.Length; i++) CheckColumn(mapping.ExtraColumns[i], $"extraValueMappings.{mapping.Variables[i]}");
        return $"SELECT {string.Join(", ", mapping.Columns.Select(Quote))} FROM {Quote(ParseTable(mapping.Table))}";
    }

    /// <summary>Takes a configured table apart.</summary>
    /// <exception cref="SourceException"><see cref="SourceErrorKind.BadConfiguration"/>: neither a name nor two with a dot.</exception>
    public TableName ParseTable(string table)
    {
        var rest = table.AsSpan();
        var first = Part(table, ref rest);
        if (rest.IsEmpty) return new TableName(null, first);
        if (rest[0] != '.') throw Refuse(table, $"\"{rest[0]}\" is not part of a plain name");
        rest = rest[1..];
        var second = Part(table, ref rest);
        return rest.IsEmpty ? new TableName(first, second) : throw Refuse(table, "it goes on after the second name");
    }

    private string Part(string table, ref ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty) throw Refuse(table, "a name is empty");
        var quote = Opening.IndexOf(rest[0], StringComparison.Ordinal);
        if (quote >= 0) return QuotedPart(table, Closing[quote], ref rest);
        var length = 0;
        while (length < rest.Length && IsPlain(rest[length])) length++;
        if (length == 0) throw Refuse(table, rest[0] == '.' ? "a name is empty" : $"\"{rest[0]}\" is not part of a plain name");
        var name = rest[..length].ToString();
        rest = rest[length..];
        return name;
    }

    private string QuotedPart(string table, char close, ref ReadOnlySpan<char> rest)
    {
        var name = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '\0') break;
            if (rest[i] != close)
            {
                name.Append(rest[i]);
                continue;
            }

            var doubled = close != ']' && i + 1 < rest.Length && rest[i + 1] == close;
            if (doubled)
            {
                name.Append(rest[i++]);
                continue;
            }

            if (name.Length == 0) throw Refuse(table, "a name is empty");
            rest = rest[(i + 1)..];
            return name.ToString();
        }

        throw Refuse(table, "a quote is not closed");
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || (c > 0x7F && !char.IsWhiteSpace(c) && !char.IsControl(c));

    private static void CheckColumn(string column, string field)
    {
        if (string.IsNullOrEmpty(column)) throw new SourceException(SourceErrorKind.BadConfiguration, $"{field} is empty: give the name of a column");
        if (column.Contains('\0', StringComparison.Ordinal)) throw new SourceException(SourceErrorKind.BadConfiguration, $"{field} contains a zero character: give the name of a column");
    }

    private SourceException Refuse(string table, string why) => new(SourceErrorKind.BadConfiguration,
        $"table \"{table}\" is refused: {why}; write table or schema.table, with {Opening[0]}…{Closing[0]} around names with other characters");
}
