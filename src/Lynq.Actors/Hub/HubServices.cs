using Lynq.Actors.Operation;
using Lynq.Actors.Watching;
using Lynq.Kubernetes;
using Lynq.Sources;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Hub;

/// <summary>What hub actors need of the process.</summary>
internal sealed record HubServices
{
    public required IKubernetesClient Client { get; init; }

    public required IInformers Informers { get; init; }

    public required IRowSources Sources { get; init; }

    public required IEventRecorder Events { get; init; }

    public required ClusterView View { get; init; }

    public required Forms.FormCatalog Catalog { get; init; }

    public required OperatorMetrics Metrics { get; init; }

    public required HubOptions Options { get; init; }

    /// <summary>Bounds how many hubs read their rows at the same time.</summary>
    public required SemaphoreSlim SyncSlots { get; init; }

    public required ILogger<HubActor> Logger { get; init; }
}
