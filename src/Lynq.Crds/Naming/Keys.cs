namespace Lynq.Crds;

/// <summary>Identity of a hub.</summary>
public readonly record struct HubKey(string Namespace, string Name)
{
    /// <summary>The key of a hub object.</summary>
    public static HubKey Of(LynqHub hub) => new(hub.Metadata.Namespace ?? "", hub.Metadata.Name ?? "");

    /// <summary>Reads <c>namespace/name</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static HubKey Parse(string text) { var (ns, name) = KeyText.Split(text); return new(ns, name); }

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";
}

/// <summary>Identity of a form.</summary>
public readonly record struct FormKey(string Namespace, string Name)
{
    /// <summary>The key of a form object.</summary>
    public static FormKey Of(LynqForm form) => new(form.Metadata.Namespace ?? "", form.Metadata.Name ?? "");

    /// <summary>Reads <c>namespace/name</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static FormKey Parse(string text) { var (ns, name) = KeyText.Split(text); return new(ns, name); }

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";
}

/// <summary>Identity of a node.</summary>
public readonly record struct NodeKey(string Namespace, string Name)
{
    /// <summary>The key of a node object.</summary>
    public static NodeKey Of(LynqNode node) => new(node.Metadata.Namespace ?? "", node.Metadata.Name ?? "");

    /// <summary>The key of the node that a row and a form make: <c>uid-form</c> in the form's namespace (contract §3).</summary>
    public static NodeKey For(FormKey form, string uid) => new(form.Namespace, $"{uid}-{form.Name}");

    /// <summary>The uid of the row that makes this key with the form; null when none does.</summary>
    public string? UidWith(FormKey form) =>
        Namespace == form.Namespace && Name.EndsWith($"-{form.Name}", StringComparison.Ordinal) ? Name[..^(form.Name.Length + 1)] : null;

    /// <summary>Reads <c>namespace/name</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static NodeKey Parse(string text) { var (ns, name) = KeyText.Split(text); return new(ns, name); }

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";
}

internal static class KeyText
{
    internal static (string Namespace, string Name) Split(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < text.Length - 1 && text.IndexOf('/', slash + 1) < 0
            ? (text[..slash], text[(slash + 1)..])
            : throw new FormatException($"'{text}' is not of the form namespace/name");
    }
}
