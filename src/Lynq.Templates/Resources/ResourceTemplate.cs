using System.Text.Json;

namespace Lynq.Templates.Resources;

/// <summary>
/// A form's resource, compiled once and rendered for each row: spec, name, namespace, labels and annotations, each template
/// exactly once. Immutable and thread-safe.
/// </summary>
public sealed class ResourceTemplate
{
    private readonly FieldTemplate? _name;
    private readonly FieldTemplate? _namespace;
    private readonly KeyValuePair<string, FieldTemplate>[] _labels;
    private readonly KeyValuePair<string, FieldTemplate>[] _annotations;
    private readonly JsonTemplate _spec;

    private ResourceTemplate(ResourceDefinition definition, TemplateCache cache)
    {
        _name = Field("nameTemplate", definition.NameTemplate, cache);
        _namespace = Field("targetNamespace", definition.TargetNamespace, cache);
        _labels = Map("labelsTemplate", definition.LabelsTemplate, cache);
        _annotations = Map("annotationsTemplate", definition.AnnotationsTemplate, cache);
        _spec = JsonTemplate.Compile(definition.Spec, "spec", cache);
    }

    /// <summary>All templates in it.</summary>
    public IEnumerable<Template> Templates => new[] { _name, _namespace }.OfType<FieldTemplate>()
        .Concat(_labels.Concat(_annotations).Select(static f => f.Value)).Select(static f => f.Template).Concat(_spec.Templates);

    /// <summary>Compiles a resource.</summary>
    /// <exception cref="ResourceRenderException">A field is not a template.</exception>
    public static ResourceTemplate Compile(ResourceDefinition definition, TemplateCache cache) => new(definition, cache);

    /// <summary>Renders the resource for a row.</summary>
    /// <exception cref="ResourceRenderException">A template fails, or the resource has no name.</exception>
    public RenderedResource Render(TemplateVariables variables, TemplateOptions? options = null)
    {
        var row = new RowRender(variables, options);
        var name = NonBlank(_name?.RenderText(row));
        var labels = Entries(_labels, row);
        var annotations = Entries(_annotations, row);
        var space = NonBlank(_namespace?.RenderText(row));
        var tree = _spec.Render(variables, options);
        name ??= OwnText(tree, "name")
            ?? throw new ResourceRenderException("nameTemplate", "rendered to nothing, and spec.metadata.name is not set: give the resource a name");
        return new(tree, name, space ?? OwnText(tree, "namespace"), labels, annotations);
    }

    private static string? OwnText(JsonElement tree, string key) =>
        tree.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? NonBlank(value.GetString())
            : null;

    private static string? NonBlank(string? text)
    {
        var trimmed = text?.Trim();
        return string.IsNullOrEmpty(trimmed) ? null : trimmed;
    }

    private static FieldTemplate? Field(string path, string? text, TemplateCache cache) =>
        string.IsNullOrEmpty(text) ? null : FieldTemplate.Compile(path, text, cache);

    private static KeyValuePair<string, FieldTemplate>[] Map(
        string path, IReadOnlyDictionary<string, string>? templates, TemplateCache cache) => templates is null
        ? []
        : [.. templates.Select(t => KeyValuePair.Create(t.Key, FieldTemplate.Compile(FieldPath.Root(path).Member(t.Key).Text, t.Value, cache)))];

    private static Dictionary<string, string> Entries(KeyValuePair<string, FieldTemplate>[] templates, in RowRender row)
    {
        var entries = new Dictionary<string, string>(templates.Length, StringComparer.Ordinal);
        foreach (var (key, field) in templates)
        {
            var result = field.Render(row);
            entries[key] = Values.GoText.ReplaceInvalid(result.IsTyped ? result.Text.Trim() : result.Text);
        }

        return entries;
    }
}
