using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Content;
using Lynq.Crds;
using Lynq.Templates;

namespace Lynq.Actors.Tests.Node.Acting;

/// <summary>Renders every text by itself: enough for tests of what happens around rendering.</summary>
internal sealed class PlainRenderer : IResourceRenderer
{
    public RenderedResource Render(ResourceTemplate resource, ResourceArray array, TemplateVariables variables)
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
        catch (TemplateException error)
        {
            return new RenderedResource(resource, error.Message);
        }
    }

    private static JsonNode? Tree(JsonNode? node, TemplateVariables variables) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Tree(m.Value, variables)))),
        JsonArray items => new JsonArray([.. items.Select(i => Tree(i, variables))]),
        JsonValue value when value.TryGetValue<string>(out var text) => Text(text, variables),
        _ => node?.DeepClone(),
    };

    private static string? Text(string? text, TemplateVariables variables) => text is null ? null : Template.Parse(text).Render(variables).Text;
}
