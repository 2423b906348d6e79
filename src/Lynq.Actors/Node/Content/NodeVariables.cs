using Lynq.Crds;

namespace Lynq.Actors.Node.Content;

/// <summary>The variables that templates see, with the original's precedence (contract §4.2).</summary>
internal static class NodeVariables
{
    /// <param name="row">The row.</param>
    /// <param name="node">The node; its namespace is <c>.namespace</c>.</param>
    /// <param name="hub">Name of the hub.</param>
    /// <param name="form">Name of the form.</param>
    public static Dictionary<string, string> Of(NodeRow row, NodeKey node, string hub, string form)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["namespace"] = node.Namespace,
            ["uid"] = row.Uid,
            ["activate"] = row.Activate,
        };
        if (row.HostOrUrl.Length > 0)
        {
            variables["hostOrUrl"] = row.HostOrUrl;
            variables["host"] = HostOf(row.HostOrUrl);
        }

        // A mapping of the same name shadows these four, but never the two below.
        foreach (var (name, value) in row.Extras) variables[name] = value;
        variables["hubId"] = hub;
        variables["templateRef"] = form;
        return variables;
    }

    private static string HostOf(string hostOrUrl)
    {
        var separator = hostOrUrl.IndexOf("//", StringComparison.Ordinal);
        if (separator < 0)
        {
            var colon = hostOrUrl.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? hostOrUrl : hostOrUrl[..colon];
        }

        var authority = hostOrUrl[(separator + 2)..];
        var end = authority.AsSpan().IndexOfAny('/', '?', '#');
        if (end >= 0) authority = authority[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        if (authority.StartsWith('[') && authority.IndexOf(']', StringComparison.Ordinal) is > 0 and var bracket) return authority[1..bracket];
        var port = authority.LastIndexOf(':');
        return port < 0 ? authority : authority[..port];
    }
}
