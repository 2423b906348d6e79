using System.Text;

namespace Lynq.Sources.MySql;

/// <summary>What the server says of one column of a result.</summary>
/// <param name="Name">Its name in the result.</param>
/// <param name="Type">Its type.</param>
/// <param name="CharacterSet">The collation's number; 63 for bytes.</param>
internal sealed record ColumnDefinition(string Name, ColumnType Type, int CharacterSet)
{
    private const int Binary = 63;

    /// <summary>Reads the packet.</summary>
    public static ColumnDefinition Parse(ReadOnlySpan<byte> payload)
    {
        var packet = new PayloadReader(payload);
        for (var i = 0; i < 4; i++) packet.Prefixed(); // catalogue, schema, table's alias, table
        var name = Encoding.UTF8.GetString(packet.Prefixed());
        packet.Prefixed(); // the column's own name
        packet.Length();
        var characterSet = packet.UInt16();
        packet.UInt32(); // display length
        return new ColumnDefinition(name, (ColumnType)packet.Byte(), characterSet);
    }

    /// <summary>The type as SQL names it.</summary>
    public string SqlType => Type switch
    {
        ColumnType.Decimal or ColumnType.NewDecimal => "DECIMAL",
        ColumnType.Tiny => "TINYINT",
        ColumnType.Short => "SMALLINT",
        ColumnType.Int24 => "MEDIUMINT",
        ColumnType.Long => "INT",
        ColumnType.LongLong => "BIGINT",
        ColumnType.Float => "FLOAT",
        ColumnType.Double => "DOUBLE",
        ColumnType.Timestamp => "TIMESTAMP",
        ColumnType.Date or ColumnType.NewDate => "DATE",
        ColumnType.DateTime => "DATETIME",
        ColumnType.Time => "TIME",
        ColumnType.Year => "YEAR",
        ColumnType.Bit => "BIT",
        ColumnType.Json => "JSON",
        ColumnType.Enum => "ENUM",
        ColumnType.Set => "SET",
        ColumnType.Geometry => "GEOMETRY",
        ColumnType.Vector => "VECTOR",
        ColumnType.Null => "NULL",
        ColumnType.TinyBlob or ColumnType.MediumBlob or ColumnType.LongBlob or ColumnType.Blob => CharacterSet == Binary ? "BLOB" : "TEXT",
        _ => CharacterSet == Binary ? "BINARY" : "CHAR",
    };
}
