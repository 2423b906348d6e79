using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Templates.Resources;

/// <summary>An object with a template somewhere in it. Keys are never templates (contract §4.6).</summary>
internal sealed class ObjectPart(KeyValuePair<string, JsonPart>[] members) : JsonPart
{
    private readonly JsonEncodedText[] _names = [.. members.Select(static m => JsonEncodedText.Encode(m.Key))];

    /// <inheritdoc />
    public override JsonNode Build(in RowRender row) => BuildObject(row);

    /// <summary>Renders it as an object.</summary>
    public JsonObject BuildObject(in RowRender row)
    {
        var result = new JsonObject();
        foreach (var (name, part) in members)
        {
            result[name] = part.Build(row);
        }

        return result;
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, in RowRender row)
    {
        writer.WriteStartObject();
        for (var i = 0; i < members.Length; i++)
        {
            writer.WritePropertyName(_names[i]);
            members[i].Value.Write(writer, row);
        }

        writer.WriteEndObject();
    }
}
