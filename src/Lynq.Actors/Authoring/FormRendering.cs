using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Forms;
using Lynq.Actors.Node;
using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Content;
using Lynq.Actors.Node.IgnoreFields;
using Lynq.Actors.Node.Ownership;
using Lynq.Crds;
using Lynq.Kubernetes;
using Lynq.Templates;

namespace Lynq.Actors.Authoring;

/// <summary>Shows what a form makes of a row, by the very code by which nodes work, but without a node: for tools of form authors.</summary>
public sealed class FormRendering
{
    private readonly ContentRenderer _renderer = new(new TemplateResourceRenderer(new TemplateCache()));
    private readonly FormSnapshot _form;

    /// <summary>Prepares a form.</summary>
    /// <param name="form">The form; where it names no namespace, <paramref name="ns"/> is meant.</param>
    /// <param name="ns">The namespace of its nodes.</param>
    public FormRendering(LynqForm form, string ns)
    {
        ArgumentNullException.ThrowIfNull(form);
        var key = new FormKey(form.Metadata.Namespace ?? ns, form.Metadata.Name ?? "");
        _form = new FormSnapshot
        {
            Form = key,
            Uid = form.Metadata.Uid ?? "",
            Generation = form.Metadata.Generation ?? 0,
            Hub = new HubKey(key.Namespace, form.Spec.HubId),
            MaxSkew = 0,
            Errors = [],
            Spec = JsonSerializer.SerializeToElement(form.Spec, CrdJson.Default.LynqFormSpec),
        };
    }

    /// <summary>Renders the form for a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="nodeUid">uid of the LynqNode, where there is one; it goes into owner references.</param>
    /// <param name="isNamespaced">Scope of a kind; null where it is not known.</param>
    /// <param name="present">The LynqNode as it is; one that the original operator wrote keeps its objects where they are (contract §22 rule 6).</param>
    public RenderedNode Render(NodeRow row, string nodeUid, Func<GroupVersionKind, bool?> isNamespaced, LynqNode? present = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        var node = NodeKey.For(_form.Form, row.Uid);
        var identity = new NodeIdentity(node.Namespace, node.Name, nodeUid);
        var content = _renderer.Render(_form, row, node);
        var objects = content.Spec.AllResources().Select(placed => Compose(placed, content, identity, isNamespaced, present)).ToList();
        return new RenderedNode(node, objects);
    }

    private static RenderedObject Compose(PlacedResource placed, NodeContent content, NodeIdentity node, Func<GroupVersionKind, bool?> isNamespaced, LynqNode? present)
    {
        var id = placed.Resource.Id;
        if (content.Errors.TryGetValue(id, out var error))
            return new RenderedObject(id, placed.Array) { Error = error, Template = placed.Resource };
        var staying = NodeTracking.StayingNamespace(present, id);
        var plan = ResourceComposer.Compose(placed.Resource, placed.Array, node, isNamespaced, staying);
        var asked = staying is null ? plan : ResourceComposer.Compose(placed.Resource, placed.Array, node, isNamespaced);
        return new RenderedObject(id, placed.Array)
        {
            Template = placed.Resource,
            Error = plan.Error,
            Key = plan.Key,
            AskedNamespace = asked.Namespace == plan.Namespace ? null : asked.Namespace,
            Object = plan.Error is null ? plan.Desired() : null,
        };
    }
}

/// <summary>What a form makes of one row.</summary>
/// <param name="Node">The node that it would be.</param>
/// <param name="Objects">Its resources in the order of the form.</param>
public sealed record RenderedNode(NodeKey Node, IReadOnlyList<RenderedObject> Objects);

/// <summary>One resource of a rendered node.</summary>
/// <param name="Id">Its id in the form.</param>
/// <param name="Array">The array that it sits in.</param>
public sealed record RenderedObject(string Id, ResourceArray Array)
{
    /// <summary>The resource with its policies.</summary>
    public required ResourceTemplate Template { get; init; }

    /// <summary>Why there is no object, with the field's path; null when there is one.</summary>
    public string? Error { get; init; }

    /// <summary>Kind, namespace and name of the object; only set with <see cref="Object"/>.</summary>
    public ResourceKey Key { get; init; }

    /// <summary>The namespace that the form asks for while the object stays where it is; null when it is there.</summary>
    public string? AskedNamespace { get; init; }

    /// <summary>The object as the operator applies it, apply-start-time excepted; null on <see cref="Error"/>. It may be changed.</summary>
    public JsonObject? Object { get; init; }

    /// <summary>What the operator applies to an object that exists: the fields of ignoreFields stay as the cluster has them (contract §10.6).</summary>
    public JsonObject? ForExisting() =>
        Object is { } whole && Template.IgnoreFields is { Count: > 0 } paths ? IgnoredPaths.Without(whole, paths) : Object;
}
