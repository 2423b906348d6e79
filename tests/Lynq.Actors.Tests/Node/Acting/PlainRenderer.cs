using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lynq.Actors.Node.Content;
using Lynq.Crds;

namespace Lynq.Actors.Tests.Node.Acting;

/// <summary>Replaces <c>{{ .name }}</c> once: enough for tests of what happens around rendering.</summary>
internal sealed partial class PlainRenderer : IResourceRenderer
{
    public RenderedResource Render(ResourceTemplate resource, ResourceArray array, IReadOnlyDictionary<string, string> variables)
    {
        try
        {
            return new RenderedResource(resource with
            {
                Spec = resource.Spec is { } spec ? JsonSerializer.SerializeToElement(Tree(JsonObject.Create(spec), variables)) : null,
                NameTemplate = Text(resource.NameTemplate, variables),
                TargetNamespace = Text(resource.TargetNamespace, variables),
                LabelsTemplate = resource.LabelsTemplate?.ToDictionary(p => p.Key, p => Text(p.Value, variables)!, StringComparer.Ordinal),
                AnnotationsTemplate = resource.AnnotationsTemplate?.ToDictionary(p => p.Key, p => Text(p.Value, variables)!, StringComparer.Ordinal),
            });
        }
        catch (KeyNotFoundException error)
        {
            return new RenderedResource(resource, error.Message);
        }
    }

    private static JsonNode? Tree(JsonNode? node, IReadOnlyDictionary<string, string> variables) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Tree(m.Value, variables)))),
        JsonArray items => new JsonArray([.. items.Select(i => Tree(i, variables))]),
        JsonValue value when value.TryGetValue<string>(out var text) => Text(text, variables),
        _ => node?.DeepClone(),
    };

    private static string? Text(string? text, IReadOnlyDictionary<string, string> variables) =>
        text is null ? null : Action().Replace(text, match => variables.TryGetValue(match.Groups[1].Value, out var value) ? value : throw new KeyNotFoundException($"map has no entry for key \"{match.Groups[1].Value}\""));

    [GeneratedRegex(@"\{\{ \.(\w+) \}\}")]
    private static partial Regex Action();
}
