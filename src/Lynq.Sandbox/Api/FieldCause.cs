using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Api;

/// <summary>What is wrong with one field.</summary>
/// <param name="Reason">FieldValueInvalid, FieldValueRequired, …</param>
/// <param name="Message">The finding without the field's name.</param>
/// <param name="Field">The field's path, such as spec.replicas.</param>
internal sealed record FieldCause(string Reason, string Message, string Field)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static FieldCause Invalid(string field, JsonNode? value, string why) =>
        new("FieldValueInvalid", $"Invalid value: {Show(value)}: {why}", field);

    public static FieldCause Required(string field, string why = "") =>
        new("FieldValueRequired", why.Length == 0 ? "Required value" : "Required value: " + why, field);

    public static FieldCause Forbidden(string field, string why) => new("FieldValueForbidden", "Forbidden: " + why, field);

    public static FieldCause Duplicate(string field, JsonNode? value) =>
        new("FieldValueDuplicate", $"Duplicate value: {Show(value)}", field);

    public static FieldCause TooLong(string field, string why) => new("FieldValueTooLong", "Too long: " + why, field);

    public static FieldCause TooMany(string field, int actual, int most) =>
        new("FieldValueTooMany", $"Too many: {actual}: must have at most {most} items", field);

    public static FieldCause WrongType(string field, string actual, string expected) =>
        new("FieldValueTypeInvalid", $"Invalid value: \"{actual}\": {field} in body must be of type {expected}: \"{actual}\"", field);

    public static FieldCause NotSupported(string field, JsonNode? value, IEnumerable<string> supported) => new("FieldValueNotSupported",
        $"Unsupported value: {Show(value)}: supported values: {string.Join(", ", supported.Select(one => "\"" + one + "\""))}", field);

    public override string ToString() => Field.Length == 0 ? Message : Field + ": " + Message;

    public JsonObject ToJson() => new() { ["reason"] = Reason, ["message"] = Message, ["field"] = Field };

    private static string Show(JsonNode? value) => value is null ? "null" : value.ToJsonString(Plain);
}
