namespace Lynq.Actors.Port;

/// <summary>
/// The address of an actor, the same in every engine: a registered kind and a key within it. An actor comes into being with
/// the first message to its address.
/// </summary>
/// <param name="Kind">Name of a registered kind, for example <c>node</c>.</param>
/// <param name="Key">Key within the kind, for example <c>tenants/acme-web</c>.</param>
public readonly record struct ActorId(string Kind, string Key)
{
    /// <summary>The address as <c>kind:key</c>.</summary>
    public override string ToString() => $"{Kind}:{Key}";
}
