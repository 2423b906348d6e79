using System.Diagnostics;
using System.Text.Json.Nodes;
using Lynq.Benchmarks.Reporting;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Testing;

namespace Lynq.Benchmarks.Worlds;

/// <summary>API server, database and operator, each a process of its own, and who measures them.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    private World(RunOptions options, Report report, IApiServer server, RowTable rows)
    {
        (Options, Report, Server, Rows) = (options, report, server, rows);
        Admin = new KubernetesClient(
            KubernetesConfigurationLoader.Load(server.AdminKubeconfig),
            new KubernetesClientOptions { FieldManager = "kubectl-edit", UserAgent = "benchmark" });
        Operator = LynqProcess.Create(server.OperatorKubeconfig, options.Cores);
    }

    public RunOptions Options { get; }

    public Report Report { get; }

    public IApiServer Server { get; }

    public RowTable Rows { get; }

    public KubernetesClient Admin { get; }

    public LynqProcess Operator { get; }

    public static async Task<World> StartAsync(RunOptions options, Report report)
    {
        IApiServer server = options.Server switch
        {
            "envtest" => await EnvtestServer.StartAsync(),
            "kubeconfig" => new GivenCluster(options.Kubeconfig!),
            _ => await SandboxProcess.StartAsync(options.Cores),
        };
        var rows = await RowTable.StartAsync(options.Database);
        report.Fact("server", server.Description);
        report.Fact("database", rows.Description);
        report.Fact("cores", options.Cores.Description);
        return new World(options, report, server, rows);
    }

    /// <summary>What has been used up to now.</summary>
    public async Task<Usage> UsageAsync() => new()
    {
        Time = _clock.Elapsed,
        Operator = ProcessUsage.CpuSeconds(Operator.Id),
        Server = ProcessUsage.CpuSeconds(Server.Processes),
        Database = ProcessUsage.CpuSeconds(Rows.Processes),
        Own = Environment.CpuUsage.TotalTime.TotalSeconds,
        Requests = await Server.OperatorRequestsAsync(),
    };

    /// <summary>Waits until neither the server nor the operator has anything to do, at most a minute.</summary>
    public async Task QuietAsync()
    {
        var clock = Stopwatch.StartNew();
        List<int> programs = Operator.IsRunning ? [.. Server.Processes, Operator.Id] : [.. Server.Processes];
        while (clock.Elapsed < TimeSpan.FromMinutes(1))
        {
            var before = ProcessUsage.CpuSeconds(programs);
            await Task.Delay(TimeSpan.FromSeconds(2));
            if (ProcessUsage.CpuSeconds(programs) - before < 0.3) return;
        }
    }

    public Task CreateNamespaceAsync(string name) =>
        Admin.CreateAsync(Kinds.Namespace, null, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = name } });

    /// <summary>
    /// Deletes a namespace, and waits until it is gone with everything that others made for it, and the server has come to rest: whoever
    /// comes next finds it as the one before did.
    /// </summary>
    public async Task RemoveNamespaceAsync(string name)
    {
        await Admin.DeleteAsync(Kinds.Namespace.Named(null, name));
        await Eventually.Holds(async () => !(await Admin.FindAsync(Kinds.Namespace.Named(null, name), Representation.Metadata)).Found, $"the namespace {name} is gone", TimeSpan.FromMinutes(10));
        await Eventually.Holds(async () => !await HasAddressesAsync(name), $"the addresses of Services of {name} are given back", TimeSpan.FromMinutes(2));
        await QuietAsync();
        await Server.CollectGarbageAsync();
        await QuietAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Operator.DisposeAsync();
        await Rows.DisposeAsync();
        await Server.DisposeAsync();
    }

    // Each Service has one, outside of its namespace. Not every server has the kind.
    private async Task<bool> HasAddressesAsync(string ns)
    {
        try
        {
            return await Admin.ListAsync(Kinds.IPAddress, new ListOptions())
                .AnyAsync(address => address.GetProperty("spec").GetProperty("parentRef") is var parent && parent.TryGetProperty("namespace", out var of) && of.ValueEquals(ns));
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return false;
        }
    }
}
