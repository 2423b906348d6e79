using Lynq.Actors.Node;
using Lynq.Actors.Node.Inventory;
using Lynq.Crds;

namespace Lynq.Actors.Authoring;

/// <summary>An object that a node has, as far as its status tells.</summary>
/// <param name="Id">Id of the resource that made it.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace; empty when cluster-scoped.</param>
/// <param name="Name">Its name.</param>
public sealed record TrackedObject(string Id, string Kind, string Namespace, string Name);

/// <summary>What a LynqNode tells of its objects, whichever operator wrote it.</summary>
public static class NodeTracking
{
    /// <summary>The node's objects. Keys of the original operator that name no object are left out (contract §8.1).</summary>
    public static IReadOnlyList<TrackedObject> Of(LynqNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return [.. TrackedInventory.Of(node.Status)
            .Where(entry => entry.Name.Length > 0)
            .Select(entry => new TrackedObject(entry.Id, entry.Kind.Kind, entry.Namespace, entry.Name))];
    }

    /// <summary>Whether the original operator wrote the node: its templates are raw (contract §4.6).</summary>
    public static bool IsOriginals(LynqNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return NodeFacts.Of(NodeHead.Of(node), rowHash: 0).IsRaw;
    }

    /// <summary>Where an object of a resource stays although its form names another namespace by now; null when it may move (contract §22 rule 6).</summary>
    internal static string? StayingNamespace(LynqNode? node, string id)
    {
        if (node is null || !IsOriginals(node))
            return null;
        var own = NodeKey.Of(node).Namespace;
        return TrackedInventory.Of(node.Status).Any(entry => entry.Id == id && entry.Namespace == own) ? own : null;
    }
}
