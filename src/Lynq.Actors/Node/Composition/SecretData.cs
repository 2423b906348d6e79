using System.Text;
using System.Text.Json;

namespace Lynq.Actors.Node.Composition;

/// <summary>
/// Moves a Secret's <c>stringData</c> into <c>data</c>, as the server does on every write. Declared that way, a later edit of
/// the data shows in our managed fields; the write-only field would not.
/// </summary>
internal static class SecretData
{
    /// <summary>Does so in an object that is a Secret and has texts; leaves others as they are. Templates in the texts have been evaluated before.</summary>
    public static void Fold(CanonicalObject secret)
    {
        if (secret.Given("stringData") is not { ValueKind: JsonValueKind.Object } texts || secret.Text("kind") != "Secret" || secret.Text("apiVersion") != "v1") return;
        // What is no text the server shall refuse, in its own words.
        if (texts.EnumerateObject().Any(text => text.Value.ValueKind != JsonValueKind.String)) return;
        var data = secret.Child("data");
        foreach (var text in texts.EnumerateObject()) data.Set(text.Name, Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Value.GetString()!)));
        secret.Remove("stringData");
    }
}
