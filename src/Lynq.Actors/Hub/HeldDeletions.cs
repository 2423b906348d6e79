using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Lynq.Actors.Node;
using Lynq.Crds;

namespace Lynq.Actors.Hub;

/// <summary>Deletions that the guard holds back until somebody approves exactly these.</summary>
internal sealed record HeldDeletions
{
    /// <summary>Why: a reason of the condition DeletionHeld.</summary>
    public required string Reason { get; init; }

    /// <summary>Names the set: an approval of another set does not count.</summary>
    public required string Hash { get; init; }

    /// <summary>The nodes, sorted.</summary>
    public required ImmutableArray<NodeKey> Nodes { get; init; }

    /// <summary>All nodes that the guard counts: those it holds, and those of them that were removed by hand since.</summary>
    public required ImmutableArray<NodeDigest> Counted { get; init; }

    /// <summary>It holds whatever leaves until that is approved, or nothing leaves any more.</summary>
    public bool Insists { get; init; }

    /// <summary>What a condition and an event say about it.</summary>
    public string Describe(HubKey hub, int existing)
    {
        var names = string.Join(", ", Nodes.Take(5).Select(n => n.Name));
        var more = Nodes.Length > 5 ? $" and {Nodes.Length - 5} more" : string.Empty;
        var cause = Reason == HubReasons.EmptyResult ? "the query returned no row at all" : "the sync would delete too many nodes";
        return $"{Nodes.Length} of {existing} nodes are not deleted because {cause}: {names}{more}. " +
            $"To approve: kubectl annotate lynqhub {hub.Name} -n {hub.Namespace} --overwrite {LynqAnnotations.ApproveDeletion}={Hash}";
    }

    /// <summary>The name of a set of nodes: 12 hexadecimal digits over their sorted names and uids.</summary>
    public static string HashOf(IEnumerable<NodeDigest> nodes)
    {
        var text = new StringBuilder();
        foreach (var node in nodes.OrderBy(n => n.Node.Name, StringComparer.Ordinal))
        {
            text.Append(node.Node.Name).Append('/').Append(node.ObjectUid).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 6));
    }
}
