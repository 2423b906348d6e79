using Lynq.Kubernetes.Configuration;
using Lynq.Sandbox;
using Lynq.Sandbox.Simulation;
using Lynq.Scenarios.Identities;

namespace Lynq.Scenarios;

/// <summary>The sandbox in this process.</summary>
internal sealed class SandboxCluster : IScenarioCluster
{
    private readonly KubernetesClient _client;

    private SandboxCluster(SandboxServer server)
    {
        OperatorKubeconfig = server.KubeconfigPath;
        Server = server;
        _client = new KubernetesClient(
            KubernetesConfigurationLoader.Load(server.KubeconfigPath),
            new KubernetesClientOptions { FieldManager = "scenario", UserAgent = "scenario" });
    }

    public SandboxServer Server { get; }

    public string AdminKubeconfig => Server.KubeconfigPath;

    public string OperatorKubeconfig { get; private set; }

    public IKubernetesClient Client => _client;

    /// <summary>Starts it.</summary>
    /// <param name="bound">Whether the chart's account gets its rights in the whole cluster; without, it has none yet.</param>
    /// <param name="simulator">Lets workloads become ready by themselves; null leaves statuses to the scenarios.</param>
    public static async Task<SandboxCluster> StartAsync(bool bound = true, SimulatorOptions? simulator = null)
    {
        var cluster = new SandboxCluster(await SandboxServer.StartAsync(new SandboxOptions
        {
            Crds = [.. Directory.GetFiles(RepositoryRoot.Combine("helm", "lynq", "files", "crds"), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText)],
            Rbac = true,
            Simulator = simulator,
        }));
        if (bound) cluster.OperatorKubeconfig = await ChartIdentity.BindAsync(cluster.Client, cluster.AdminKubeconfig, onlyNamespace: null);
        return cluster;
    }

    public string RecentRequests(string ns) => string.Join('\n', Server.Requests.History
        .Where(request => request.UserAgent != "scenario" && (request.Namespace.StartsWith(ns, StringComparison.Ordinal) || request.Name.StartsWith(ns, StringComparison.Ordinal)))
        .TakeLast(60)
        .Select(request => string.Create(CultureInfo.InvariantCulture, $"{request.At:HH:mm:ss.fff} {request.Status} {request.Verb} {request.Resource}/{request.Name} {request.Query}")));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Server.DisposeAsync();
        foreach (var kubeconfig in Directory.GetFiles(Path.GetDirectoryName(AdminKubeconfig)!, $"{Path.GetFileName(AdminKubeconfig)}.*"))
            File.Delete(kubeconfig);
    }
}
