using System.Data.Common;
using System.Text;

namespace Lynq.Sources.PostgreSql;

/// <summary>Values as the server's text, by the same rules as MySQL's (contract §5.4).</summary>
internal sealed class PostgreSqlFormat(DbDataReader reader) : RowFormat
{
    private readonly ValueShape[] _shapes = Shapes(reader, ShapeOf);

    /// <inheritdoc/>
    protected override void Append(DbDataReader reader, int ordinal, RowBuffer row)
    {
        var text = reader.GetString(ordinal);
        if (_shapes[ordinal] == ValueShape.Text) row.Add(text);
        else WireText.Append(row, _shapes[ordinal], Encoding.UTF8.GetBytes(text));
    }

    private static ValueShape ShapeOf(string type) => type switch
    {
        "boolean" => ValueShape.Boolean,
        "real" => ValueShape.Float,
        "double precision" => ValueShape.Double,
        "date" => ValueShape.DateTime,
        "bytea" => ValueShape.HexBytes,
        _ when type.StartsWith("timestamp", StringComparison.Ordinal) => ValueShape.DateTime,
        _ => ValueShape.Text,
    };
}
