using System.Text.Json;

namespace Lynq.Templates.Resources;

/// <summary>A part without any template. Its bytes are made once.</summary>
internal sealed class ConstantPart(JsonElement value) : JsonPart
{
    private readonly byte[] _bytes = JsonSerializer.SerializeToUtf8Bytes(value, JsonTemplateContext.Default.JsonElement);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, in RowRender row) => writer.WriteRawValue(_bytes, skipInputValidation: true);
}
