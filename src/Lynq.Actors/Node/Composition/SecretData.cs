using System.Text;
using System.Text.Json.Nodes;

namespace Lynq.Actors.Node.Composition;

/// <summary>
/// Moves a Secret's <c>stringData</c> into <c>data</c>, as the server does on every write. Declared that way, a later edit of
/// the data shows in our managed fields; the write-only field would not.
/// </summary>
internal static class SecretData
{
    /// <summary>Does so in an object that is a Secret and has texts; leaves others as they are. Templates in the texts have been evaluated before.</summary>
    public static void Fold(JsonObject secret)
    {
        if (secret["stringData"] is not JsonObject text || !IsSecret(secret)) return;
        // What is no text the server shall refuse, in its own words.
        if (text.Any(pair => pair.Value is not JsonValue value || !value.TryGetValue<string>(out _))) return;
        if (secret["data"] is not JsonObject data) secret["data"] = data = new JsonObject();
        foreach (var (key, value) in text) data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes((string)value!));
        secret.Remove("stringData");
    }

    private static bool IsSecret(JsonObject value) =>
        value["kind"] is JsonValue kind && kind.TryGetValue<string>(out var name) && name == "Secret"
        && value["apiVersion"] is JsonValue version && version.TryGetValue<string>(out var v1) && v1 == "v1";
}
