namespace Lynq.Templates.Resources;

/// <summary>
/// Places where a Kubernetes object can only have strings (contract §4.4): there a typed result is written as its text, since
/// a number or boolean would be refused by the API server.
/// </summary>
internal static class StringOnlyPositions
{
    /// <summary>Whether a string at this place stays a string.</summary>
    /// <param name="path">The place.</param>
    /// <param name="kind">The object's kind, or null.</param>
    public static bool Contains(FieldPath path, string? kind)
    {
        if (path.IsElement)
        {
            return path.Key is "args" or "command" || (path.Key == "values" && IsElementOf(path.Parent!.Parent, "matchExpressions"))
                || IsData(path, kind);
        }

        return path.Key is "apiVersion" or "kind"
            || path.Parent is { IsElement: false, Key: "annotations" or "labels" or "matchLabels" or "nodeSelector" }
            || (path.Key == "value" && IsElementOf(path.Parent, "env"))
            || (kind == "Service" && path.Parent is { Key: "selector", IsElement: false, Depth: 2, Parent.Key: "spec" })
            || IsData(path, kind);
    }

    /// <summary>Whether white space around it is cut off: an object's own name and namespace (contract §4.6).</summary>
    public static bool IsTrimmed(FieldPath path) =>
        path is { IsElement: false, Key: "name" or "namespace", Depth: 2, Parent: { Key: "metadata", IsElement: false } };

    private static bool IsElementOf(FieldPath? path, string key) => path is { IsElement: true } && path.Key == key;

    private static bool IsData(FieldPath path, string? kind)
    {
        if (kind is not ("ConfigMap" or "Secret"))
        {
            return false;
        }

        var top = path;
        while (top.Depth > 1)
        {
            top = top.Parent!;
        }

        return top.Key is "data" or "stringData" or "binaryData" && path.Depth > 1;
    }
}
