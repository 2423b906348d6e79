using System.Runtime.CompilerServices;
using System.Text.Json;
using Lynq.Actors.Forms;
using Lynq.Crds;
using Lynq.Templates;

namespace Lynq.Actors.Node.Content;

/// <summary>Renders a form for a row: once per change of either, and the result is what the LynqNode carries (contract §4.6).</summary>
internal sealed class ContentRenderer(IResourceRenderer renderer)
{
    // A form is parsed once, however many nodes it has.
    private readonly ConditionalWeakTable<FormSnapshot, LynqFormSpec> _parsed = [];

    /// <summary>The content of a node of this form.</summary>
    public NodeContent Render(FormSnapshot form, NodeRow row, NodeKey node)
    {
        var source = _parsed.GetValue(form, static f => f.Spec.Deserialize(CrdJson.Default.LynqFormSpec) ?? new LynqFormSpec());
        var variables = new TemplateVariables(NodeVariables.Of(row, node, form.Hub.Name, form.Form.Name));
        var spec = new LynqNodeSpec { Uid = row.Uid, TemplateRef = form.Form.Name, HubId = form.Hub.Name }.WithResourcesOf(source);
        return RenderAll(spec, (array, resource) => renderer.Render(resource, array, variables));
    }

    /// <summary>
    /// Evaluates what the original operator left raw in a node: spec and targetNamespace. Names, labels and annotations are
    /// rendered already and stay as they are, or values in them would be run as templates.
    /// </summary>
    public NodeContent RenderRaw(LynqNodeSpec raw, NodeRow row, NodeKey node, string hub)
    {
        var variables = new TemplateVariables(NodeVariables.Of(row, node, hub, raw.TemplateRef));
        return RenderAll(raw, (array, resource) =>
        {
            // A rendered name that looks like a template is no legal name either.
            if (resource.NameTemplate?.Contains("{{", StringComparison.Ordinal) == true) return new RenderedResource(resource, "nameTemplate: the rendered name holds template text");
            var open = resource with { LabelsTemplate = null, AnnotationsTemplate = null };
            var rendered = renderer.Render(open, array, variables);
            var closed = rendered.Resource with
            {
                NameTemplate = resource.NameTemplate,
                LabelsTemplate = resource.LabelsTemplate,
                AnnotationsTemplate = resource.AnnotationsTemplate,
            };
            return rendered with { Resource = closed };
        });
    }

    private static NodeContent RenderAll(LynqNodeSpec spec, Func<ResourceArray, ResourceTemplate, RenderedResource> render)
    {
        var errors = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string? metadataError = null;
        var result = spec.MapResources((array, resource) =>
        {
            var rendered = render(array, resource);
            if (rendered.Error is not { } error) return rendered.Resource;
            errors[resource.Id] = error;
            if (rendered.MetadataFailed) metadataError ??= $"resource \"{resource.Id}\": {error}";
            return resource;
        });
        return new NodeContent { Spec = result, Errors = errors, MetadataError = metadataError, Hash = ContentHash.Of(result, errors) };
    }
}
