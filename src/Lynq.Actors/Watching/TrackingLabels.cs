using System.Security.Cryptography;
using System.Text;
using Lynq.Actors.Node;
using Lynq.Actors.Node.Sharing;
using Lynq.Crds;

namespace Lynq.Actors.Watching;

/// <summary>
/// The labels that lead from a managed object to its node. A label value holds 63 characters at most, so a longer name is
/// shortened to a prefix and a hash, and the full name stands in an annotation of the same key.
/// </summary>
public static class TrackingLabels
{
    private const int MaxLength = 63;

    /// <summary>The label value for a name: the name itself up to 63 characters, else its first 46 and a hash.</summary>
    public static string Value(string name)
    {
        if (name.Length <= MaxLength)
        {
            return name;
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 8));
        return $"{name[..46]}-{digest}";
    }

    /// <summary>The node that labels and annotations of an object name; null when they name none.</summary>
    /// <param name="label">Looks up a label; null when absent.</param>
    /// <param name="annotation">Looks up an annotation; null when absent.</param>
    public static NodeKey? NodeOf(Func<string, string?> label, Func<string, string?> annotation)
    {
        var ns = Full(LynqLabels.NodeNamespace, label, annotation);
        var name = Full(LynqLabels.Node, label, annotation);
        return string.IsNullOrEmpty(ns) || string.IsNullOrEmpty(name) ? null : new NodeKey(SharedText.Of(ns), name);
    }

    /// <summary>The annotation counts only if it is what the label was shortened from: nobody redirects an object by it alone.</summary>
    private static string? Full(string key, Func<string, string?> label, Func<string, string?> annotation)
    {
        var value = label(key);
        var full = annotation(key);
        return full is { Length: > MaxLength } && value is not null && Value(full) == value ? full : value;
    }
}
