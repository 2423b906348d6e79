namespace Lynq.Actors.Identities;

/// <summary>Identifies a LynqForm: its namespace and name.</summary>
/// <param name="Namespace">Namespace of the form.</param>
/// <param name="Name">Name of the form.</param>
public readonly record struct FormKey(string Namespace, string Name)
{
    /// <summary>The key as <c>namespace/name</c>, the form used for actor keys and log entries.</summary>
    public override string ToString() => $"{Namespace}/{Name}";

    /// <summary>Reads a key written by <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text has no slash.</exception>
    public static FormKey Parse(string text)
    {
        var (ns, name) = KeyText.Split(text);
        return new FormKey(ns, name);
    }
}
