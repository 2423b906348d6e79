using Lynq.Actors.Node.Composition;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Authoring;

/// <summary>The kinds that a form writes.</summary>
public static class FormKinds
{
    /// <summary>Each resource with its kind; null where a template makes the kind, or nothing does.</summary>
    public static IEnumerable<(PlacedResource Resource, GroupVersionKind? Kind)> Of(LynqForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Spec.AllResources().Select(placed => (placed, Known(ObjectShape.KindOf(placed.Resource.Spec, placed.Array))));
    }

    private static GroupVersionKind? Known(GroupVersionKind? kind) =>
        kind is { } known && !known.ToString().Contains("{{", StringComparison.Ordinal) ? known : null;
}
