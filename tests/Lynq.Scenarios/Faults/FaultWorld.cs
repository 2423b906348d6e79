namespace Lynq.Scenarios.Faults;

/// <summary>A sandbox, a SQLite folder and an operator that speaks to the sandbox through the proxy.</summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    private FaultWorld(ScenarioWorld world, FaultProxy proxy) => (World, Proxy) = (world, proxy);

    public ScenarioWorld World { get; }

    public FaultProxy Proxy { get; }

    public static async Task<FaultWorld> StartAsync(params string[] arguments)
    {
        var cluster = await SandboxCluster.StartAsync();
        var proxy = await FaultProxy.StartAsync(cluster.Server.Url);
        var kubeconfig = proxy.KubeconfigOf(cluster.OperatorKubeconfig, cluster.Server.Url);
        return new FaultWorld(await ScenarioWorld.StartAsync(Backend.SandboxSqlite, cluster, new SqliteFiles(), kubeconfig, arguments), proxy);
    }

    /// <summary>Waits until the operator has written nothing for a while.</summary>
    public async Task RestAsync(TimeSpan within)
    {
        var (writes, since) = (-1, DateTimeOffset.UtcNow);
        await Eventually.Holds(
            () =>
            {
                var now = Proxy.History.Count(exchange => exchange.Writes && exchange.Resource is not "events");
                if (now != writes) (writes, since) = (now, DateTimeOffset.UtcNow);
                return DateTimeOffset.UtcNow - since > TimeSpan.FromSeconds(4);
            },
            "the operator rests",
            within);
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
