using System.Buffers;
using System.Text.Json;

namespace Lynq.Templates.Resources;

/// <summary>
/// A JSON object whose strings are templates, compiled once: parts without templates are recognised and never walked again.
/// Each string is rendered exactly once (contract §4.6). Immutable and thread-safe.
/// </summary>
public sealed class JsonTemplate
{
    private readonly JsonPart _root;
    private readonly List<FieldTemplate> _fields = [];

    private JsonTemplate(JsonElement tree, string name, TemplateCache cache)
    {
        if (tree.ValueKind != JsonValueKind.Object)
        {
            throw new ResourceRenderException(name, "must be an object");
        }

        var kind = tree.TryGetProperty("kind", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        _root = Compile(tree, FieldPath.Root(name), kind, cache) ?? new ConstantPart(tree);
    }

    /// <summary>The templates in it.</summary>
    public IEnumerable<Template> Templates => _fields.Select(static f => f.Template);

    /// <summary>Compiles a tree.</summary>
    /// <param name="tree">The object.</param>
    /// <param name="name">The name that paths in errors begin with, such as <c>spec</c>.</param>
    /// <param name="cache">Where parsed templates are kept.</param>
    /// <exception cref="ResourceRenderException">A string in it is not a template, or it is no object.</exception>
    public static JsonTemplate Compile(JsonElement tree, string name, TemplateCache cache) => new(tree, name, cache);

    /// <summary>Renders the tree.</summary>
    /// <exception cref="ResourceRenderException">A template fails.</exception>
    public JsonElement Render(TemplateVariables variables, TemplateOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(output))
        {
            Write(writer, variables, options);
        }

        return JsonElement.Parse(output.WrittenSpan);
    }

    /// <summary>Renders the tree as JSON text.</summary>
    /// <exception cref="ResourceRenderException">A template fails; what was written until then is incomplete.</exception>
    public void Write(Utf8JsonWriter writer, TemplateVariables variables, TemplateOptions? options = null) =>
        _root.Write(writer, new(variables, options));

    /// <summary>The part, or null if it has no template.</summary>
    private JsonPart? Compile(JsonElement value, FieldPath path, string? kind, TemplateCache cache) => value.ValueKind switch
    {
        JsonValueKind.Object => CompileObject(value, path, kind, cache),
        JsonValueKind.Array => CompileArray(value, path, kind, cache),
        JsonValueKind.String when Template.IsTemplate(value.GetString()!) => CompileString(value.GetString()!, path, kind, cache),
        _ => null,
    };

    private StringPart CompileString(string text, FieldPath path, string? kind, TemplateCache cache)
    {
        var field = FieldTemplate.Compile(path.Text, text, cache);
        _fields.Add(field);
        return new StringPart(field, StringOnlyPositions.Contains(path, kind), StringOnlyPositions.IsTrimmed(path));
    }

    private ObjectPart? CompileObject(JsonElement value, FieldPath path, string? kind, TemplateCache cache)
    {
        var before = _fields.Count;
        var members = value.EnumerateObject()
            .Select(p => KeyValuePair.Create(p.Name, Compile(p.Value, path.Member(p.Name), kind, cache) ?? new ConstantPart(p.Value)))
            .ToArray();
        return _fields.Count == before ? null : new ObjectPart(members);
    }

    private ArrayPart? CompileArray(JsonElement value, FieldPath path, string? kind, TemplateCache cache)
    {
        var before = _fields.Count;
        var elements = value.EnumerateArray()
            .Select((e, i) => Compile(e, path.Element(i), kind, cache) ?? new ConstantPart(e))
            .ToArray();
        return _fields.Count == before ? null : new ArrayPart(elements);
    }
}
