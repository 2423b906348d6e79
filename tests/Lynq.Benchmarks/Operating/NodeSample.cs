using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Benchmarks.Worlds;
using Lynq.Kubernetes;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// The writes that make one node, taken from a node that the operator has made: create the LynqNode, apply its resources, patch its
/// status. Repeated under other names they are what the bare loop sends.
/// </summary>
internal sealed class NodeSample
{
    private static readonly string[] Content = ["data", "type"];
    private readonly string _node;
    private readonly string _status;
    private readonly IReadOnlyList<(ApiResource Kind, string Name, string Body)> _children;
    private readonly string _namespace;
    private readonly string _rowUid;
    private readonly string _nodeUid;

    private NodeSample(string ns, string rowUid, JsonElement node, IReadOnlyList<(ApiResource Kind, JsonElement Object)> children)
    {
        (_namespace, _rowUid) = (ns, rowUid);
        _nodeUid = node.GetProperty("metadata").GetProperty("uid").GetString()!;
        var body = new JsonObject { ["apiVersion"] = Kinds.Node.ApiVersion, ["kind"] = Kinds.Node.Kind, ["metadata"] = Metadata(node), ["spec"] = Copy(node, "spec") };
        // The hub that owned the sample is gone: what it owns would go, too.
        ((JsonObject)body["metadata"]!).Remove("ownerReferences");
        _node = body.ToJsonString();
        _status = new JsonObject { ["status"] = Copy(node, "status") }.ToJsonString();
        _children = [.. children.Select(child => (child.Kind, child.Object.GetProperty("metadata").GetProperty("name").GetString()!, Child(child.Kind, child.Object).ToJsonString()))];
    }

    /// <summary>Writes of one node.</summary>
    public int Writes => _children.Count + 2;

    /// <summary>Takes a sample from a node that is Ready.</summary>
    public static async Task<NodeSample> TakeAsync(World world, Population population, int row)
    {
        var children = new List<(ApiResource, JsonElement)>();
        var node = await world.Admin.GetAsync(Kinds.Node.Named(population.Namespace, Population.Node(row)));
        foreach (var kind in (ApiResource[])[Kinds.ConfigMap, Kinds.Service, Kinds.Secret])
        {
            await foreach (var item in world.Admin.ListAsync(kind, new ListOptions { Namespace = population.Namespace }))
            {
                if (item.GetProperty("metadata").GetProperty("name").GetString()!.StartsWith(RowTable.Uid(row), StringComparison.Ordinal))
                    children.Add((kind, item));
            }
        }

        return children.Count == world.Options.Resources
            ? new NodeSample(population.Namespace, RowTable.Uid(row), node, children)
            : throw new InvalidOperationException($"the sample has {children.Count} children");
    }

    /// <summary>The LynqNode to create.</summary>
    public byte[] Node(string ns, string name) => Renamed(_node, ns, name, null);

    /// <summary>The LynqNode's name.</summary>
    public string NodeName(string name) => Population.Node(0).Replace(RowTable.Uid(0), name, StringComparison.Ordinal);

    /// <summary>The status to patch into it.</summary>
    public byte[] Status(string ns, string name) => Renamed(_status, ns, name, null);

    /// <summary>The objects to apply.</summary>
    public IEnumerable<(ApiResource Kind, string Name, byte[] Body)> Children(string ns, string name, string nodeUid) =>
        _children.Select(child => (child.Kind, Text(child.Name, ns, name, null), Renamed(child.Body, ns, name, nodeUid)));

    private static JsonObject Child(ApiResource kind, JsonElement live)
    {
        var body = new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = Metadata(live) };
        foreach (var field in Content.Where(field => live.TryGetProperty(field, out _))) body[field] = Copy(live, field);
        // Only what the form declares: the rest is the server's.
        if (kind == Kinds.Service) body["spec"] = new JsonObject { ["selector"] = Copy(live.GetProperty("spec"), "selector"), ["ports"] = Copy(live.GetProperty("spec"), "ports") };
        return body;
    }

    // Without finalizers, so that cleaning up needs no further writes.
    private static JsonObject Metadata(JsonElement live)
    {
        var metadata = new JsonObject();
        foreach (var field in (string[])["name", "namespace", "labels", "annotations", "ownerReferences"])
        {
            if (live.GetProperty("metadata").TryGetProperty(field, out _)) metadata[field] = Copy(live.GetProperty("metadata"), field);
        }

        return metadata;
    }

    private static JsonNode? Copy(JsonElement parent, string field) => JsonNode.Parse(parent.GetProperty(field).GetRawText());

    private byte[] Renamed(string text, string ns, string name, string? nodeUid) => Encoding.UTF8.GetBytes(Text(text, ns, name, nodeUid));

    private string Text(string text, string ns, string name, string? nodeUid)
    {
        var renamed = text.Replace(_namespace, ns, StringComparison.Ordinal).Replace(_rowUid, name, StringComparison.Ordinal);
        return nodeUid is null ? renamed : renamed.Replace(_nodeUid, nodeUid, StringComparison.Ordinal);
    }
}
