using System.Text.Json;

namespace Lynq.Templates.Resources;

/// <summary>An object with a template somewhere in it. Keys are never templates (contract §4.6).</summary>
internal sealed class ObjectPart(KeyValuePair<string, JsonPart>[] members) : JsonPart
{
    private readonly JsonEncodedText[] _names = [.. members.Select(static m => JsonEncodedText.Encode(m.Key))];

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
