using Lynq.Crds;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Watching;

/// <summary>What watch actors need of the process.</summary>
internal sealed record WatchServices
{
    public required IKubernetesClient Client { get; init; }

    public required IDiscovery Discovery { get; init; }

    public required IInformers Informers { get; init; }

    /// <summary>The copy of a key that everybody shares, where there is one.</summary>
    public Func<NodeKey, NodeKey> SharedKey { get; init; } = key => key;

    public required WatchOptions Options { get; init; }

    /// <summary>Tells all nodes that the watch of a kind has started anew and does not know its users.</summary>
    public required Action<GroupVersionKind> TellUsers { get; init; }

    public required ILogger<WatchActor> Logger { get; init; }
}

/// <summary>How kinds are watched.</summary>
public sealed record WatchOptions
{
    /// <summary>Namespaces to watch; empty for all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Time that a watch goes on after its last user has left.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First pause after a kind turned out not to be watchable; doubles up to five minutes.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(5);
}
