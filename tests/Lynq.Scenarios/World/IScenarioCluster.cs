namespace Lynq.Scenarios;

/// <summary>A cluster on which scenarios run.</summary>
internal interface IScenarioCluster : IAsyncDisposable
{
    /// <summary>Kubeconfig with all rights.</summary>
    string AdminKubeconfig { get; }

    /// <summary>Kubeconfig of the chart's ServiceAccount with rights in the whole cluster.</summary>
    string OperatorKubeconfig { get; }

    /// <summary>An administrator's client.</summary>
    IKubernetesClient Client { get; }

    /// <summary>The requests that touched a namespace lately, newest last, for messages.</summary>
    string RecentRequests(string ns);
}
