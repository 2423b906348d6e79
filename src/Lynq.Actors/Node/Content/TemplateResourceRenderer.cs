using System.Runtime.CompilerServices;
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
    public RenderedResource Render(ResourceTemplate resource, ResourceArray array, TemplateVariables variables)
    {
        ArgumentNullException.ThrowIfNull(resource);
        try
        {
            var compiled = _compiled.GetValue(resource, source => CompiledResource.Compile(DefinitionOf(source, array), cache));
            return new RenderedResource(Evaluated(resource, compiled.Render(variables, options)));
        }
        catch (ResourceRenderException error)
        {
            return new RenderedResource(resource, error.Message, error.IsIdentity);
        }
    }

    // Which positions are text depends on the kind, so an implied one is filled in first.
    private static ResourceDefinition DefinitionOf(ResourceTemplate resource, ResourceArray array) => new()
    {
        NameTemplate = resource.NameTemplate,
        TargetNamespace = resource.TargetNamespace,
        LabelsTemplate = resource.LabelsTemplate,
        AnnotationsTemplate = resource.AnnotationsTemplate,
        Spec = ObjectShape.Whole(resource.Spec, array, out _)?.ToElement() ?? resource.Spec ?? default,
    };

    private static ResourceTemplate Evaluated(ResourceTemplate source, Lynq.Templates.Resources.RenderedResource rendered)
    {
        var whole = CanonicalObject.Of(rendered.Object);
        Lay(whole.Child("metadata"), rendered);
        SecretData.Fold(whole);
        return source with
        {
            Spec = whole.ToElement(),
            NameTemplate = rendered.Name,
            TargetNamespace = string.IsNullOrWhiteSpace(source.TargetNamespace) ? null : rendered.Namespace,
            LabelsTemplate = source.LabelsTemplate is null ? null : rendered.Labels,
            AnnotationsTemplate = source.AnnotationsTemplate is null ? null : rendered.Annotations,
        };
    }

    // What the form says beside the object wins, key by key (contract §4.7).
    private static void Lay(CanonicalObject metadata, Lynq.Templates.Resources.RenderedResource rendered)
    {
        metadata.Set("name", rendered.Name);
        if (rendered.Namespace is { } ns) metadata.Set("namespace", ns);
        else metadata.Remove("namespace");
        if (rendered.Labels.Count > 0) metadata.Child("labels").SetAll(rendered.Labels);
        if (rendered.Annotations.Count > 0) metadata.Child("annotations").SetAll(rendered.Annotations);
    }
}
