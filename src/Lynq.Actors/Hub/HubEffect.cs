using Lynq.Actors.Node;
using Lynq.Actors.Node.Content;
using Lynq.Kubernetes;

namespace Lynq.Actors.Hub;

/// <summary>What a hub decided to do.</summary>
internal abstract record HubEffect
{
    /// <summary>Tells a node what it shall be.</summary>
    /// <param name="Wish">What the node is told, without its row.</param>
    /// <param name="Row">The row, if it is at hand.</param>
    public sealed record Desire(DesireNode Wish, PackedRow Row) : HubEffect
    {
        /// <summary>What the node is told. Made when it is its turn: a first sync has one for every row.</summary>
        public DesireNode Message => Wish with { Row = Row.Unpack() };
    }

    /// <summary>Deletes a LynqNode, and no other one of its name; because of its form only when the server does not have the form either.</summary>
    public sealed record Delete(NodeDigest Node, bool BecauseOfForm = false) : HubEffect;

    /// <summary>Publishes an event on the hub.</summary>
    public sealed record Emit(EventType Type, string Reason, string Message) : HubEffect;

    /// <summary>Reads the rows now.</summary>
    public sealed record ReadRows(string Cause) : HubEffect;

    /// <summary>Lets the hub go: every node is gone.</summary>
    public sealed record ReleaseHub : HubEffect;
}
