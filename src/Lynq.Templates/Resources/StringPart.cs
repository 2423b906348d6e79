using System.Text.Json;
using Lynq.Templates.Values;

namespace Lynq.Templates.Resources;

/// <summary>A string that is a template. Its result may be a number or boolean (contract §4.4).</summary>
/// <param name="field">The template.</param>
/// <param name="isStringOnly">Whether only text may stand here.</param>
/// <param name="isTrimmed">Whether white space around it is cut off.</param>
internal sealed class StringPart(FieldTemplate field, bool isStringOnly, bool isTrimmed) : JsonPart
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, in RowRender row)
    {
        var result = field.Render(row);
        var typed = TypedOf(result);
        switch (typed.Kind)
        {
            case ValueKind.Nil:
                writer.WriteStringValue(TextOf(result));
                break;
            case ValueKind.Bool:
                writer.WriteBooleanValue(typed.AsBool);
                break;
            case ValueKind.Float64:
                writer.WriteNumberValue(typed.AsFloat);
                break;
            default:
                writer.WriteNumberValue(typed.AsInt);
                break;
        }
    }

    // JSON has no infinities: they stay text.
    private Value TypedOf(in TemplateResult result) =>
        isStringOnly || (result.Typed.Kind == ValueKind.Float64 && !double.IsFinite(result.Typed.AsFloat)) ? default : result.Typed;

    private string TextOf(in TemplateResult result)
    {
        // A typed value in a string-only place is its own text, without the white space around the action.
        var text = result.IsTyped || isTrimmed ? result.Text.Trim() : result.Text;
        return GoText.ReplaceInvalid(text);
    }
}
