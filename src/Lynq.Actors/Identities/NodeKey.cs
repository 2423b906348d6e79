namespace Lynq.Actors.Identities;

/// <summary>Identifies a LynqNode: its namespace and name.</summary>
/// <param name="Namespace">Namespace of the node.</param>
/// <param name="Name">Name of the node.</param>
public readonly record struct NodeKey(string Namespace, string Name)
{
    /// <summary>The key as <c>namespace/name</c>, the form used for actor keys and log entries.</summary>
    public override string ToString() => $"{Namespace}/{Name}";

    /// <summary>Reads a key written by <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text has no slash.</exception>
    public static NodeKey Parse(string text)
    {
        var (ns, name) = KeyText.Split(text);
        return new NodeKey(ns, name);
    }
}
