using Lynq.Crds;
using Lynq.Templates;

namespace Lynq.Actors.Node.Content;

/// <summary>Evaluates the templates of one resource, each exactly once (contract §4.6).</summary>
public interface IResourceRenderer
{
    /// <summary>Renders a resource. Never throws for what a form or a row contains: faults come back by part.</summary>
    /// <param name="resource">The resource with templates.</param>
    /// <param name="array">The array it sits in.</param>
    /// <param name="variables">Values by variable name; data, never template text.</param>
    RenderedResource Render(ResourceTemplate resource, ResourceArray array, TemplateVariables variables);
}

/// <summary>A rendered resource.</summary>
/// <param name="Resource">The resource with every template that could be evaluated replaced by its result.</param>
/// <param name="Error">Why a part could not be evaluated, with the field's path; null when all is well.</param>
/// <param name="MetadataFailed">The fault is in the name, a label or an annotation (contract §4.6 rule 4).</param>
public readonly record struct RenderedResource(ResourceTemplate Resource, string? Error = null, bool MetadataFailed = false);
