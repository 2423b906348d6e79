namespace Lynq.Benchmarks.Worlds;

/// <summary>The API server of a run.</summary>
internal interface IApiServer : IAsyncDisposable
{
    /// <summary>What it is, for the report.</summary>
    string Description { get; }

    /// <summary>Kubeconfig for the operator, and for what is compared with it.</summary>
    string OperatorKubeconfig { get; }

    /// <summary>Kubeconfig for the one who measures.</summary>
    string AdminKubeconfig { get; }

    /// <summary>Process ids of the server's programs, as far as they are here.</summary>
    IReadOnlyList<int> Processes { get; }

    /// <summary>The operator's requests since the start, as the server counted them; null where the server does not tell.</summary>
    Task<RequestCounts?> OperatorRequestsAsync();

    /// <summary>Has its memory collected where it can be told to, so that no round begins with what another has left.</summary>
    Task CollectGarbageAsync() => Task.CompletedTask;
}
