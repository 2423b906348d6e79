namespace Lynq.Scenarios;

/// <summary>A cluster, a database server and one running operator, shared by the scenarios of a backend.</summary>
internal sealed class ScenarioWorld : IAsyncDisposable
{
    private static readonly Dictionary<Backend, Lazy<Task<ScenarioWorld>>> Shared = Backends.Single.ToDictionary(
        backend => backend,
        backend => new Lazy<Task<ScenarioWorld>>(() => Task.Run(() => StartAsync(backend))));

    private ScenarioWorld(Backend backend, IScenarioCluster cluster, IDatabaseServer databases, OperatorUnderTest lynq) =>
        (Backend, Cluster, Databases, Operator) = (backend, cluster, databases, lynq);

    public Backend Backend { get; }

    public IScenarioCluster Cluster { get; }

    public IDatabaseServer Databases { get; }

    public OperatorUnderTest Operator { get; }

    /// <summary>The backend's shared world; started by the first who asks, gone with the process.</summary>
    public static Task<ScenarioWorld> OfAsync(Backend backend) => Shared[backend].Value;

    /// <summary>A world of the caller's own, for scenarios that stop or disturb the operator.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="arguments">Further arguments of the operator.</param>
    public static async Task<ScenarioWorld> StartAsync(Backend backend, params string[] arguments)
    {
        IDatabaseServer databases = backend switch
        {
            Backend.SandboxMariaDb or Backend.ControlPlaneMariaDb => await MariaDbDatabases.StartAsync(),
            Backend.SandboxPostgreSql => await PostgreSqlDatabases.StartAsync(),
            _ => new SqliteFiles(),
        };
        IScenarioCluster cluster = backend is Backend.ControlPlaneMariaDb ? await ControlPlaneCluster.StartAsync() : await SandboxCluster.StartAsync();
        return await StartAsync(backend, cluster, databases, cluster.OperatorKubeconfig, arguments);
    }

    /// <summary>A world of given parts, with an operator that goes by another kubeconfig than the cluster's own.</summary>
    public static async Task<ScenarioWorld> StartAsync(Backend backend, IScenarioCluster cluster, IDatabaseServer databases, string kubeconfig, params string[] arguments) =>
        new(backend, cluster, databases, await OperatorUnderTest.StartAsync(kubeconfig, arguments));

    public async ValueTask DisposeAsync()
    {
        await Operator.DisposeAsync();
        await Cluster.DisposeAsync();
        await Databases.DisposeAsync();
    }
}
