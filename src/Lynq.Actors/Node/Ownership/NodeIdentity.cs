namespace Lynq.Actors.Node.Ownership;

/// <summary>The LynqNode that objects belong to.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its full name.</param>
/// <param name="Uid">Its uid at the API server; empty before it was created.</param>
internal readonly record struct NodeIdentity(string Namespace, string Name, string Uid)
{
    public override string ToString() => $"{Namespace}/{Name}";
}
