using System.Collections.Concurrent;
using Lynq.Sandbox.Simulation;

namespace Lynq.Scenarios.Faults;

/// <summary>A cluster, a SQLite folder and an operator that speaks to the cluster through the proxy.</summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<Exchange, Fault?>> _faults = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _crash = new(1);
    private ReadyDeployments? _deployments;

    private FaultWorld(ScenarioWorld world, FaultProxy proxy, ObjectHistory history) => (World, Proxy, History) = (world, proxy, history);

    public ScenarioWorld World { get; }

    public FaultProxy Proxy { get; }

    /// <summary>Every state of hubs' forms and nodes and of what most lives are made of, past the proxy.</summary>
    public ObjectHistory History { get; }

    /// <summary>All states of a namespace so far, once every last one has been seen.</summary>
    public async Task<IReadOnlyList<ObjectState>> StatesAsync(string ns)
    {
        await History.CaughtUpAsync(ns);
        return [.. History.States.Where(state => state.Namespace == ns)];
    }

    /// <summary>Starts a sandbox in which workloads become ready by themselves, and an operator behind the proxy.</summary>
    public static Task<FaultWorld> StartAsync(params string[] arguments) => StartAsync(http2: false, arguments);

    /// <summary>The same, with the HTTP version that the proxy speaks.</summary>
    public static async Task<FaultWorld> StartAsync(bool http2, params string[] arguments)
    {
        var cluster = await SandboxCluster.StartAsync(simulator: new SimulatorOptions());
        return await StartAsync(Backend.SandboxSqlite, cluster, new SqliteFiles(), ServerOf(cluster), http2, arguments);
    }

    /// <summary>The same on a real API server: Deployments are rolled out as soon as they change.</summary>
    public static async Task<FaultWorld> StartOnControlPlaneAsync()
    {
        var cluster = await ControlPlaneCluster.StartAsync();
        var world = await StartAsync(Backend.ControlPlaneMariaDb, cluster, new SqliteFiles(), cluster.Plane.CreateClient("operator"), http2: true);
        world._deployments = await ReadyDeployments.StartAsync(cluster.Client);
        return world;
    }

    public static HttpClient ServerOf(SandboxCluster cluster) =>
        new(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { BaseAddress = cluster.Server.Url, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Lets requests about a namespace meet faults; "" stands for those about the whole cluster.</summary>
    public void Meet(string ns, Func<Exchange, Fault?>? decide)
    {
        if (decide is null)
            _faults.TryRemove(ns, out _);
        else
            _faults[ns] = decide;
    }

    /// <summary>How often the operator was killed.</summary>
    public int Crashes { get; private set; }

    /// <summary>Kills the operator and starts it again; those who come meanwhile have had their crash.</summary>
    public async Task CrashAsync()
    {
        if (!await _crash.WaitAsync(TimeSpan.Zero)) return;
        try
        {
            Crashes++;
            await World.Operator.KillAsync();
            await World.Operator.StartAgainAsync(waitUntilReady: false);
        }
        finally
        {
            _crash.Release();
        }
    }

    /// <summary>Waits until the operator has written nothing for a while.</summary>
    public Task RestAsync(TimeSpan within) => RestAsync(Proxy.Log, within);

    /// <summary>Waits until operators have written nothing for a while.</summary>
    public static async Task RestAsync(ExchangeLog log, TimeSpan within)
    {
        var (writes, since) = (-1, DateTimeOffset.UtcNow);
        await Eventually.Holds(
            () =>
            {
                var now = log.Writes;
                if (now != writes) (writes, since) = (now, DateTimeOffset.UtcNow);
                return DateTimeOffset.UtcNow - since > TimeSpan.FromSeconds(4);
            },
            "the operator rests",
            within);
    }

    public async ValueTask DisposeAsync()
    {
        if (_deployments is { } deployments) await deployments.DisposeAsync();
        await History.DisposeAsync();
        await World.DisposeAsync();
        await Proxy.DisposeAsync();
        _crash.Dispose();
    }

    private static async Task<FaultWorld> StartAsync(Backend backend, IScenarioCluster cluster, IDatabaseServer databases, HttpClient server, bool http2, params string[] arguments)
    {
        server.Timeout = Timeout.InfiniteTimeSpan;
        var history = await ObjectHistory.StartAsync(cluster.Client, null, Kinds.Node, Kinds.Form, Kinds.ConfigMap, Kinds.Deployment);
        var proxy = await FaultProxy.StartAsync(server, http2: http2);
        var world = await ScenarioWorld.StartAsync(backend, cluster, databases, proxy.WriteKubeconfig(cluster.OperatorKubeconfig), arguments);
        var faulty = new FaultWorld(world, proxy, history);
        proxy.Decide = exchange => faulty._faults.TryGetValue(exchange.Namespace, out var decide) ? decide(exchange) : null;
        return faulty;
    }
}
