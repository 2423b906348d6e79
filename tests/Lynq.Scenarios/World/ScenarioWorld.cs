using Lynq.Scenarios.Identities;

namespace Lynq.Scenarios;

/// <summary>A cluster, a database server and one running operator, shared by the scenarios of a backend.</summary>
internal sealed class ScenarioWorld : IAsyncDisposable
{
    private static readonly Dictionary<Backend, Lazy<Task<ScenarioWorld>>> Shared = Backends.Single.ToDictionary(
        backend => backend,
        backend => new Lazy<Task<ScenarioWorld>>(() => Task.Run(() => StartAsync(backend))));

    // Scenarios with an operator of their own each share a cluster in which no other operator works.
    private static readonly Dictionary<Backend, Lazy<Task<(IScenarioCluster Cluster, IDatabaseServer Databases)>>> Parts = Backends.Single.ToDictionary(
        backend => backend,
        backend => new Lazy<Task<(IScenarioCluster, IDatabaseServer)>>(() => Task.Run(() => StartPartsAsync(backend))));

    private readonly bool _ownsParts;
    private readonly string _kubeconfig;
    private readonly string[] _arguments;

    private ScenarioWorld(Backend backend, IScenarioCluster cluster, IDatabaseServer databases, OperatorUnderTest lynq, string kubeconfig, string[] arguments, string? onlyNamespace = null)
    {
        (Backend, Cluster, Databases, Operator, OnlyNamespace) = (backend, cluster, databases, lynq, onlyNamespace);
        (_kubeconfig, _arguments, _ownsParts) = (kubeconfig, arguments, onlyNamespace is null);
    }

    public Backend Backend { get; }

    public IScenarioCluster Cluster { get; }

    public IDatabaseServer Databases { get; }

    public OperatorUnderTest Operator { get; }

    /// <summary>The one namespace in which the operator has rights, which exists; null when it may work everywhere.</summary>
    public string? OnlyNamespace { get; }

    /// <summary>The backend's shared world; started by the first who asks, gone with the process.</summary>
    public static Task<ScenarioWorld> OfAsync(Backend backend) => Shared[backend].Value;

    /// <summary>A world of the caller's own, for scenarios that stop or disturb the operator.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="arguments">Further arguments of the operator.</param>
    public static async Task<ScenarioWorld> StartAsync(Backend backend, params string[] arguments)
    {
        if (Backend.Namespaced.HasFlag(backend)) return await StartNamespacedAsync(backend, arguments);
        var (cluster, databases) = await StartPartsAsync(backend);
        return await StartAsync(backend, cluster, databases, cluster.OperatorKubeconfig, arguments);
    }

    /// <summary>A world of given parts, with an operator that goes by another kubeconfig than the cluster's own.</summary>
    public static async Task<ScenarioWorld> StartAsync(Backend backend, IScenarioCluster cluster, IDatabaseServer databases, string kubeconfig, params string[] arguments) =>
        new(backend, cluster, databases, await OperatorUnderTest.StartAsync(kubeconfig, arguments), kubeconfig, arguments);

    /// <summary>A further replica of the operator.</summary>
    public Task<OperatorUnderTest> StartReplicaAsync() => OperatorUnderTest.StartAsync(_kubeconfig, _arguments);

    public async ValueTask DisposeAsync()
    {
        await Operator.DisposeAsync();
        if (!_ownsParts) return;
        await Cluster.DisposeAsync();
        await Databases.DisposeAsync();
    }

    private static async Task<(IScenarioCluster Cluster, IDatabaseServer Databases)> StartPartsAsync(Backend backend)
    {
        IDatabaseServer databases = backend switch
        {
            Backend.SandboxMariaDb or Backend.ControlPlaneMariaDb or Backend.ControlPlaneNamespaced => await MariaDbDatabases.StartAsync(),
            Backend.SandboxPostgreSql => await PostgreSqlDatabases.StartAsync(),
            _ => new SqliteFiles(),
        };
        var bound = !Backend.Namespaced.HasFlag(backend);
        var real = (Backend.ControlPlaneMariaDb | Backend.ControlPlaneNamespaced).HasFlag(backend);
        return (real ? await ControlPlaneCluster.StartAsync(bound) : await SandboxCluster.StartAsync(bound), databases);
    }

    private static async Task<ScenarioWorld> StartNamespacedAsync(Backend backend, string[] arguments)
    {
        var (cluster, databases) = await Parts[backend].Value;
        var only = $"only-{Guid.NewGuid():N}"[..13];
        await cluster.Client.CreateAsync(Kinds.Namespace, null, Json.Parse($$$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"{{{only}}}"}}"""));
        var kubeconfig = await ChartIdentity.BindAsync(cluster.Client, cluster.AdminKubeconfig, only);
        arguments = [$"--watch-namespaces={only}", .. OperatorUnderTest.Apart(), .. arguments];
        return new(backend, cluster, databases, await OperatorUnderTest.StartAsync(kubeconfig, arguments), kubeconfig, arguments, only);
    }
}
