using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Lynq.Sources.Sqlite;

/// <summary>
/// Values by their own type, as SQLite has them, and by the column's declared type where the other databases would
/// have converted: dates, booleans, decimals with a scale (contract §5.4).
/// </summary>
internal sealed class SqliteFormat : RowFormat
{
    private readonly DeclaredType[] _types;

    /// <summary>Reads the columns' declarations.</summary>
    public SqliteFormat(SqliteDataReader reader)
    {
        var statement = reader.Handle ?? throw new InvalidOperationException("The reader has no statement");
        _types = [.. Enumerable.Range(0, reader.FieldCount).Select(i => DeclaredType.Parse(raw.sqlite3_column_decltype(statement, i).utf8_to_string()))];
    }

    /// <inheritdoc/>
    protected override void Append(DbDataReader reader, int ordinal, RowBuffer row)
    {
        var type = _types[ordinal];
        switch (raw.sqlite3_column_type(((SqliteDataReader)reader).Handle, ordinal))
        {
            case raw.SQLITE_INTEGER:
                row.Add(Whole(reader.GetInt64(ordinal), type));
                return;
            case raw.SQLITE_FLOAT:
                row.Add(Real(reader.GetDouble(ordinal), type));
                return;
            case raw.SQLITE_BLOB:
                row.Add(reader.GetFieldValue<byte[]>(ordinal));
                return;
            default:
                AppendText(row, reader.GetString(ordinal), type);
                return;
        }
    }

    private static void AppendText(RowBuffer row, string text, DeclaredType type)
    {
        if (type.IsDate && Rfc3339.TryFormat(Encoding.UTF8.GetBytes(text)) is { } date) row.Add(date);
        else row.Add(text);
    }

    private static string Whole(long value, DeclaredType type)
    {
        if (type.IsFloat) return GoFloat.Format((double)value);
        var digits = value.ToString(CultureInfo.InvariantCulture);
        return type.Scale > 0 ? $"{digits}.{new string('0', type.Scale)}" : digits;
    }

    private static string Real(double value, DeclaredType type) => type.Scale > 0 && Math.Abs(value) < 1e15
        ? value.ToString($"F{type.Scale}", CultureInfo.InvariantCulture)
        : GoFloat.Format(value);
}
