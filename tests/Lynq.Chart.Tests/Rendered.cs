using System.Text.Json.Nodes;

namespace Lynq.Chart.Tests;

/// <summary>The objects that the chart became.</summary>
public sealed class Rendered(string text)
{
    public string Text { get; } = text;

    public IReadOnlyList<JsonObject> Objects { get; } = [.. YamlDocuments.Read(text)];

    public JsonObject? Find(string kind, string? name = null) =>
        Objects.SingleOrDefault(o => (string)o["kind"]! == kind && (name is null || (string)o["metadata"]!["name"]! == name));

    public JsonObject Get(string kind, string? name = null) =>
        Find(kind, name) ?? throw new InvalidOperationException($"{kind} {name} is not rendered");

    public IEnumerable<JsonObject> OfKind(string kind) => Objects.Where(o => (string)o["kind"]! == kind);

    public JsonObject Pod => Get("Deployment", "lynq-controller-manager")["spec"]!["template"]!.AsObject();

    public JsonObject Manager => Pod["spec"]!["containers"]![0]!.AsObject();

    public IEnumerable<string> Arguments => Manager["args"]!.AsArray().Select(a => (string)a!);
}
