using System.Text;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>ConfigMaps and Secrets: keys, size, immutability; Secrets' stringData becomes data.</summary>
internal sealed class DataRules(bool secret) : KindRules
{
    private const int MostBytes = 1024 * 1024;

    public override void Default(JsonObject value)
    {
        if (!secret) return;
        value.SetDefault("type", "Opaque");
        if (value.Child("stringData") is not { } texts) return;
        value.Remove("stringData");
        var data = value.Ensure("data");
        foreach (var (name, text) in texts) data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text.AsText() ?? ""));
    }

    public override IEnumerable<FieldCause> Validate(JsonObject value)
    {
        var size = 0;
        foreach (var part in (string[])["data", "binaryData"])
        {
            foreach (var (name, text) in value.Child(part) ?? [])
            {
                if (KeyProblem(name) is { } why) yield return FieldCause.Invalid($"{part}[{name}]", name, why);
                size += name.Length + (text.AsText()?.Length ?? 0);
            }
        }

        if (size > (secret ? MostBytes * 4 / 3 : MostBytes)) yield return FieldCause.TooLong(secret ? "data" : "", $"may not be more than {MostBytes} bytes");
    }

    public override IEnumerable<FieldCause> ValidateUpdate(JsonObject value, JsonObject live)
    {
        if (secret && value.Text("type") != live.Text("type"))
            yield return FieldCause.Invalid("type", value["type"], "field is immutable");
        if (!live.Flag("immutable")) yield break;
        if (!value.Flag("immutable")) yield return FieldCause.Forbidden("immutable", "field is immutable when `immutable` is set");
        foreach (var part in (string[])["data", "binaryData"])
        {
            if (!JsonNode.DeepEquals(value[part], live[part])) yield return FieldCause.Forbidden(part, "field is immutable when `immutable` is set");
        }
    }

    private static string? KeyProblem(string key)
    {
        if (key.Length > 253) return "must be no more than 253 characters";
        return key.Length > 0 && key is not ("." or "..") && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? null
            : "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
    }
}
