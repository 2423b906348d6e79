using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Lynq.Crds;
using Lynq.Templates;
using Lynq.Templates.Resources;
using ResourceTemplate = Lynq.Crds.ResourceTemplate;

namespace Lynq.Actors.Node.Content;

/// <summary>Renders resources by the template engine. A resource is compiled once, however many rows it is rendered for.</summary>
internal sealed class TemplateRenderer(TemplateCache cache) : IResourceRenderer
{
    private static readonly JsonElement NoSpec = JsonElement.Parse("{}");

    private readonly ConditionalWeakTable<ResourceTemplate, CompiledSpec> _compiled = [];

    /// <inheritdoc/>
    public RenderedResource Render(ResourceTemplate resource, ResourceArray array, IReadOnlyDictionary<string, string> variables)
    {
        var row = new TemplateVariables(variables.ToDictionary(pair => pair.Key, object? (pair) => pair.Value, StringComparer.Ordinal));
        var rendered = resource;
        var field = "nameTemplate";
        try
        {
            rendered = rendered with
            {
                NameTemplate = Text(resource.NameTemplate, row)?.Trim(),
                LabelsTemplate = Map(resource.LabelsTemplate, "labelsTemplate", row, ref field),
                AnnotationsTemplate = Map(resource.AnnotationsTemplate, "annotationsTemplate", row, ref field),
            };
        }
        catch (Exception e) when (e is TemplateException or TemplateSyntaxException)
        {
            return new(resource, $"{field}: {e.Message}", MetadataFailed: true);
        }

        return RenderBody(rendered, resource, row);
    }

    private RenderedResource RenderBody(ResourceTemplate rendered, ResourceTemplate resource, TemplateVariables row)
    {
        try
        {
            var ns = Text(resource.TargetNamespace, row)?.Trim();
            return new(rendered with { TargetNamespace = ns, Spec = Spec(resource, row) });
        }
        catch (ResourceRenderException e)
        {
            return new(rendered, e.Message);
        }
        catch (Exception e) when (e is TemplateException or TemplateSyntaxException)
        {
            return new(rendered, $"targetNamespace: {e.Message}");
        }
    }

    private JsonElement Spec(ResourceTemplate resource, TemplateVariables row)
    {
        var compiled = _compiled.GetValue(resource, Compile);
        if (compiled.Error is { } error)
            throw error;
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
            compiled.Template!.Write(writer, row);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private CompiledSpec Compile(ResourceTemplate resource)
    {
        try
        {
            return new(JsonTemplate.Compile(resource.Spec ?? NoSpec, "spec", cache), null);
        }
        catch (ResourceRenderException e)
        {
            return new(null, e);
        }
    }

    private string? Text(string? template, TemplateVariables row) =>
        string.IsNullOrEmpty(template) || !Template.IsTemplate(template) ? template : cache.Get(template).Render(row).Text;

    private Dictionary<string, string>? Map(IReadOnlyDictionary<string, string>? templates, string name, TemplateVariables row, ref string field)
    {
        if (templates is null)
            return null;
        var result = new Dictionary<string, string>(templates.Count, StringComparer.Ordinal);
        foreach (var (key, template) in templates)
        {
            field = $"{name}[{key}]";
            result[key] = Text(template, row) ?? "";
        }

        return result;
    }

    private sealed record CompiledSpec(JsonTemplate? Template, ResourceRenderException? Error);
}
