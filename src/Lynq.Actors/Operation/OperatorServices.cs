using Lynq.Actors.Forms;
using Lynq.Actors.Port;
using Lynq.Actors.Watching;
using Lynq.Kubernetes;
using Lynq.Sources;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Operation;

/// <summary>What the operator needs of the process that hosts it. Built by whoever runs it: the executable, the demo, a test.</summary>
public sealed record OperatorServices
{
    /// <summary>The API server.</summary>
    public required IKubernetesClient Client { get; init; }

    /// <summary>Its kinds.</summary>
    public required IDiscovery Discovery { get; init; }

    /// <summary>Makes informers over the client.</summary>
    public required IInformers Informers { get; init; }

    /// <summary>Publishes events.</summary>
    public required IEventRecorder Events { get; init; }

    /// <summary>Opens tables.</summary>
    public required IRowSources Sources { get; init; }

    /// <summary>Metrics of hubs and forms.</summary>
    public required OperatorMetrics Metrics { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The engine that runs the actors, owned by whoever made it; null for the embedded one.</summary>
    public IActorSystem? Engine { get; init; }

    /// <summary>Logging.</summary>
    public required ILoggerFactory Logging { get; init; }
}
