using System.Text.Json;

namespace Lynq.Templates.Resources;

/// <summary>An array with a template somewhere in it, also in arrays within it (contract §4.6).</summary>
internal sealed class ArrayPart(JsonPart[] elements) : JsonPart
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, in RowRender row)
    {
        writer.WriteStartArray();
        foreach (var element in elements)
        {
            element.Write(writer, row);
        }

        writer.WriteEndArray();
    }
}
