using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Composition;
using Lynq.Crds;
using Lynq.Templates;
using Lynq.Templates.Resources;
using CompiledResource = Lynq.Templates.Resources.ResourceTemplate;
using ResourceTemplate = Lynq.Crds.ResourceTemplate;

namespace Lynq.Actors.Node.Content;

/// <summary>Renders by the template engine. A resource of a form is compiled once, however many rows it has.</summary>
/// <param name="cache">Where parsed templates are kept.</param>
/// <param name="options">Limits of rendering; null for the defaults.</param>
public sealed class TemplateResourceRenderer(TemplateCache cache, TemplateOptions? options = null) : IResourceRenderer
{
    private readonly ConditionalWeakTable<ResourceTemplate, CompiledResource> _compiled = [];

    /// <inheritdoc />
    public RenderedResource Render(ResourceTemplate resource, ResourceArray array, IReadOnlyDictionary<string, string> variables)
    {
        ArgumentNullException.ThrowIfNull(resource);
        try
        {
            var compiled = _compiled.GetValue(resource, source => CompiledResource.Compile(DefinitionOf(source, array), cache));
            return new RenderedResource(Evaluated(resource, compiled.Render(Convert(variables), options)));
        }
        catch (ResourceRenderException error)
        {
            return new RenderedResource(resource, error.Message, error.IsIdentity);
        }
    }

    private static TemplateVariables Convert(IReadOnlyDictionary<string, string> variables) =>
        new(variables.ToDictionary(v => v.Key, v => (object?)v.Value, StringComparer.Ordinal));

    // Which positions are text depends on the kind, so an implied one is filled in first.
    private static ResourceDefinition DefinitionOf(ResourceTemplate resource, ResourceArray array) => new()
    {
        NameTemplate = resource.NameTemplate,
        TargetNamespace = resource.TargetNamespace,
        LabelsTemplate = resource.LabelsTemplate,
        AnnotationsTemplate = resource.AnnotationsTemplate,
        Spec = ObjectShape.Whole(resource.Spec, array, out _) is { } whole ? JsonSerializer.SerializeToElement(whole, NodeJson.Default.JsonObject) : resource.Spec ?? default,
    };

    private static ResourceTemplate Evaluated(ResourceTemplate source, Lynq.Templates.Resources.RenderedResource rendered)
    {
        var metadata = rendered.Object["metadata"] as JsonObject;
        SecretData.Fold(rendered.Object);
        return source with
        {
            Spec = JsonSerializer.SerializeToElement(rendered.Object, NodeJson.Default.JsonObject),
            NameTemplate = rendered.Name,
            TargetNamespace = string.IsNullOrWhiteSpace(source.TargetNamespace) ? null : rendered.Namespace,
            LabelsTemplate = Values(source.LabelsTemplate, metadata?["labels"]),
            AnnotationsTemplate = Values(source.AnnotationsTemplate, metadata?["annotations"]),
        };
    }

    private static Dictionary<string, string>? Values(IReadOnlyDictionary<string, string>? templates, JsonNode? rendered) =>
        templates?.Keys.ToDictionary(key => key, key => (string?)rendered?[key] ?? "", StringComparer.Ordinal);
}
