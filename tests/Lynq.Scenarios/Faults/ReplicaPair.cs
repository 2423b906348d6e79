namespace Lynq.Scenarios.Faults;

/// <summary>Two operators on one sandbox, each behind a proxy of its own, all requests in one log.</summary>
internal sealed class ReplicaPair : IAsyncDisposable
{
    private readonly List<FaultProxy> _proxies;
    private readonly OperatorUnderTest _second;

    private ReplicaPair(ExchangeLog log, ScenarioWorld world, OperatorUnderTest second, List<FaultProxy> proxies) =>
        (Log, World, _second, _proxies) = (log, world, second, proxies);

    public ExchangeLog Log { get; }

    public ScenarioWorld World { get; }

    public static async Task<ReplicaPair> StartAsync()
    {
        var cluster = await SandboxCluster.StartAsync();
        var log = new ExchangeLog();
        List<FaultProxy> proxies = [];
        foreach (var name in (string[])["one", "two"])
            proxies.Add(await FaultProxy.StartAsync(FaultWorld.ServerOf(cluster), log, name));
        var world = await ScenarioWorld.StartAsync(Backend.SandboxSqlite, cluster, new SqliteFiles(), proxies[0].WriteKubeconfig(cluster.OperatorKubeconfig), OperatorUnderTest.Election);
        var second = await OperatorUnderTest.StartAsync(proxies[1].WriteKubeconfig(cluster.OperatorKubeconfig), OperatorUnderTest.Election);
        return new ReplicaPair(log, world, second, proxies);
    }

    public async Task<(OperatorUnderTest Leader, OperatorUnderTest Other)> LeaderAndOtherAsync()
    {
        await Eventually.Holds(async () => await World.Operator.IsLeadingAsync() != await _second.IsLeadingAsync(), "one of them leads");
        return await World.Operator.IsLeadingAsync() ? (World.Operator, _second) : (_second, World.Operator);
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await World.DisposeAsync();
        foreach (var proxy in _proxies)
            await proxy.DisposeAsync();
    }
}
