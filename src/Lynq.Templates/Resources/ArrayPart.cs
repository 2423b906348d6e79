using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Templates.Resources;

/// <summary>An array with a template somewhere in it, also in arrays within it (contract §4.6).</summary>
internal sealed class ArrayPart(JsonPart[] elements) : JsonPart
{
    /// <inheritdoc />
    public override JsonNode Build(in RowRender row)
    {
        var result = new JsonArray();
        foreach (var element in elements)
        {
            result.Add(element.Build(row));
        }

        return result;
    }

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
