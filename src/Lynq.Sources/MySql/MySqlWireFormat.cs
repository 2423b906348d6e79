using System.Data.Common;

namespace Lynq.Sources.MySql;

/// <summary>Values as the server's text, straight from the connection's buffer.</summary>
internal sealed class MySqlWireFormat(DbDataReader reader) : RowFormat
{
    private readonly ValueShape[] _shapes = Shapes(reader, ShapeOf);

    /// <inheritdoc/>
    protected override void Append(DbDataReader reader, int ordinal, RowBuffer row) =>
        WireText.Append(row, _shapes[ordinal], ((IWireValues)reader).Wire(ordinal));

    private static ValueShape ShapeOf(string type) => type switch
    {
        "TINYINT" or "SMALLINT" or "MEDIUMINT" or "INT" or "BIGINT" or "YEAR" => ValueShape.Integer,
        "FLOAT" => ValueShape.Float,
        "DOUBLE" => ValueShape.Double,
        "DATE" or "DATETIME" or "TIMESTAMP" => ValueShape.DateTime,
        _ => ValueShape.Text,
    };
}
