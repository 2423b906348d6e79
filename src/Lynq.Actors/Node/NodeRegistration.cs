using Lynq.Actors.Port;

namespace Lynq.Actors.Node;

/// <summary>How node actors are made and run.</summary>
internal static class NodeRegistration
{
    /// <summary>Nodes working at the same time: enough to keep the API server busy, few enough to be fair to it.</summary>
    private const int Concurrency = 16;

    public static ActorRegistration Of(NodeServices services) => new()
    {
        Kind = ActorKinds.Node,
        Factory = context => new NodeActor(services, context),
        MaxConcurrency = Concurrency,
    };
}
