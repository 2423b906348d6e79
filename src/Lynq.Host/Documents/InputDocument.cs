using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Host.Documents;

/// <summary>One Kubernetes object out of a file.</summary>
/// <param name="Origin">The file as the user named it, or <c>standard input</c>.</param>
/// <param name="Object">The object.</param>
internal sealed record InputDocument(string Origin, JsonElement Object)
{
    /// <summary>Its apiVersion; empty when it has none.</summary>
    public string ApiVersion => Text(Object, "apiVersion");

    /// <summary>Its kind; empty when it has none.</summary>
    public string Kind => Text(Object, "kind");

    /// <summary>Its name; empty when it has none.</summary>
    public string Name => Object.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object ? Text(metadata, "name") : "";

    /// <summary>The object as messages name it.</summary>
    public override string ToString() => Name.Length > 0 ? $"{Kind} {Name}" : Kind;

    private static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
