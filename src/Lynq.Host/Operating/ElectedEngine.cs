using System.Text.Json.Nodes;
using Lynq.Actors.Port;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Host.Operating;

/// <summary>The embedded engine: of several replicas one acts, elected by a Lease (contract §16.3); a single one acts at once.</summary>
internal sealed class ElectedEngine(EngineParts parts) : IOperatorEngine
{
    private readonly LeaderElector? _elector = parts.Settings.IsOn("leader-elect") ? Elector(parts) : null;

    /// <inheritdoc/>
    public bool MayWrite => _elector?.IsLeader ?? true;

    /// <inheritdoc/>
    public string? ReadyProblem => null;

    /// <inheritdoc/>
    public IActorSystem? Actors => null;

    /// <inheritdoc/>
    public Task RunAsync(Func<CancellationToken, Task> operate, CancellationToken cancellationToken) =>
        _elector is { } elector ? elector.RunAsync(operate, cancellationToken) : operate(cancellationToken);

    /// <inheritdoc/>
    public Task<JsonNode?> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult<JsonNode?>(new JsonObject
    {
        ["engine"] = "embedded",
        ["leads"] = MayWrite,
        ["leader"] = _elector?.Leader,
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static LeaderElector Elector(EngineParts parts) => new(
        parts.Client,
        new() { Namespace = parts.Identity.Namespace, Name = Crds.LynqNames.LeaderElectionLease, Identity = parts.Identity.Instance },
        parts.Time,
        parts.Loggers.CreateLogger<LeaderElector>());
}
