using System.Data.Common;

namespace Lynq.Sources;

/// <summary>Reads the values of one result into a row's text.</summary>
internal abstract class RowFormat
{
    /// <summary>Adds the value of one column that is not NULL.</summary>
    protected abstract void Append(DbDataReader reader, int ordinal, RowBuffer row);

    /// <summary>Reads the current row: column by column in order, so that readers may stream.</summary>
    public void Read(DbDataReader reader, int columns, RowBuffer row)
    {
        row.Begin();
        for (var i = 0; i < columns; i++)
        {
            if (reader.IsDBNull(i)) row.AddNull();
            else Append(reader, i, row);
        }
    }

    /// <summary>The shape of each column, by the name of its type.</summary>
    protected static ValueShape[] Shapes(DbDataReader reader, Func<string, ValueShape> shapeOf)
    {
        var shapes = new ValueShape[reader.FieldCount];
        for (var i = 0; i < shapes.Length; i++) shapes[i] = shapeOf(reader.GetDataTypeName(i));
        return shapes;
    }
}
