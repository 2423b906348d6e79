using System.Text.Json.Nodes;
using Lynq.Actors.Port;

namespace Lynq.Host.Operating;

/// <summary>How several replicas share the work: by electing one, or by spreading the actors over all of them.</summary>
internal interface IOperatorEngine : IAsyncDisposable
{
    /// <summary>Whether this replica may write at this moment; asked before each write.</summary>
    bool MayWrite { get; }

    /// <summary>Why this replica is not ready; null when it is.</summary>
    string? ReadyProblem { get; }

    /// <summary>Runs the actors while the operator runs; null for the embedded engine, which the operator makes itself.</summary>
    IActorSystem? Actors { get; }

    /// <summary>Has the operator run whenever this replica is to act, until cancelled.</summary>
    /// <exception cref="UserException">This replica was shut out by the others and has to be started anew.</exception>
    Task RunAsync(Func<CancellationToken, Task> operate, CancellationToken cancellationToken);

    /// <summary>What <c>/debug/lynq/cluster</c> shows; null when there is nothing.</summary>
    Task<JsonNode?> DescribeAsync(CancellationToken cancellationToken);
}
