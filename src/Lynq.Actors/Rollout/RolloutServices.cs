using Lynq.Actors.Forms;
using Lynq.Actors.Operation;
using Lynq.Crds;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Rollout;

/// <summary>What rollout actors need of the process.</summary>
internal sealed record RolloutServices
{
    public required IKubernetesClient Client { get; init; }

    public required IEventRecorder Events { get; init; }

    public required ClusterView View { get; init; }

    public required IFormCatalog Catalog { get; init; }

    public required OperatorMetrics Metrics { get; init; }

    public required RolloutOptions Options { get; init; }

    /// <summary>
    /// Whether actors are spread over several processes: then nodes elsewhere may hold permits of a predecessor that this
    /// process never saw.
    /// </summary>
    public bool IsSpread { get; init; }

    /// <summary>When another process was last given up without having handed its actors over; null when that never was.</summary>
    public Func<DateTimeOffset?> LastLoss { get; init; } = () => null;

    public required ILogger<RolloutActor> Logger { get; init; }
}

/// <summary>How rollouts go about their work.</summary>
public sealed record RolloutOptions
{
    /// <summary>Time from a change to the status write that shows it, so that one write shows many; up to four times as long while changes keep coming. Above 0.</summary>
    public TimeSpan StatusDelay { get; init; } = TimeSpan.FromMilliseconds(500);
}
