using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Actors.Rollout;
using Lynq.Actors.Watching;

namespace Lynq.Actors.Operation;

/// <summary>Settings of the operator, all with sensible defaults.</summary>
public sealed record OperatorOptions
{
    /// <summary>Namespaces whose hubs, forms, nodes and resources are looked after; empty for all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Hubs that work at the same time: <c>--hub-concurrency</c> (contract §16.1); 1 or more.</summary>
    public int HubConcurrency { get; init; } = 3;

    /// <summary>Forms that work at the same time: <c>--form-concurrency</c>; 1 or more.</summary>
    public int FormConcurrency { get; init; } = 5;

    /// <summary>Nodes that work at the same time: <c>--node-concurrency</c>; 1 or more.</summary>
    public int NodeConcurrency { get; init; } = 10;

    /// <summary>Longest time for an orderly shutdown.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Has every message between actors written and read as in a cluster; for tests.</summary>
    public bool RoundTripMessages { get; init; }

    /// <summary>How hubs go about their work.</summary>
    public HubOptions Hubs { get; init; } = new();

    /// <summary>How rollouts go about their work.</summary>
    public RolloutOptions Rollouts { get; init; } = new();

    /// <summary>How nodes go about their work.</summary>
    public NodeOptions Nodes { get; init; } = new();

    /// <summary>How kinds are watched.</summary>
    public WatchOptions Watches { get; init; } = new();
}
