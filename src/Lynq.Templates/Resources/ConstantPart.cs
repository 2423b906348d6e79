using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Templates.Resources;

/// <summary>A part without any template. Its bytes are made once.</summary>
internal sealed class ConstantPart : JsonPart
{
    private readonly JsonElement _value;
    private readonly byte[] _bytes;

    /// <summary>Keeps a copy of a value.</summary>
    public ConstantPart(JsonElement value)
    {
        _value = value.Clone();
        _bytes = JsonSerializer.SerializeToUtf8Bytes(_value, JsonTemplateContext.Default.JsonElement);
    }

    /// <inheritdoc />
    public override JsonNode? Build(in RowRender row) => _value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(_value),
        JsonValueKind.Array => JsonArray.Create(_value),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(_value),
    };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, in RowRender row) => writer.WriteRawValue(_bytes, skipInputValidation: true);
}
