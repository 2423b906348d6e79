namespace Lynq.Actors.Identities;

/// <summary>Identifies a LynqHub: its namespace and name.</summary>
/// <param name="Namespace">Namespace of the hub.</param>
/// <param name="Name">Name of the hub.</param>
public readonly record struct HubKey(string Namespace, string Name)
{
    /// <summary>The key as <c>namespace/name</c>, the form used for actor keys and log entries.</summary>
    public override string ToString() => $"{Namespace}/{Name}";

    /// <summary>Reads a key written by <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text has no slash.</exception>
    public static HubKey Parse(string text)
    {
        var (ns, name) = KeyText.Split(text);
        return new HubKey(ns, name);
    }
}
