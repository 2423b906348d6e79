using Lynq.Kubernetes.Configuration;
using Lynq.Sandbox;

namespace Lynq.Scenarios;

/// <summary>The sandbox in this process.</summary>
internal sealed class SandboxCluster : IScenarioCluster
{
    private readonly KubernetesClient _client;

    private SandboxCluster(SandboxServer server)
    {
        Server = server;
        _client = new KubernetesClient(
            KubernetesConfigurationLoader.Load(server.KubeconfigPath),
            new KubernetesClientOptions { FieldManager = "scenario", UserAgent = "scenario" });
    }

    public SandboxServer Server { get; }

    public string OperatorKubeconfig => Server.KubeconfigPath;

    public IKubernetesClient Client => _client;

    public static async Task<SandboxCluster> StartAsync() => new(await SandboxServer.StartAsync(new SandboxOptions
    {
        Crds = [.. Directory.GetFiles(RepositoryRoot.Combine("helm", "lynq", "files", "crds"), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText)],
    }));

    public string RecentRequests(string ns) => string.Join('\n', Server.Requests.History
        .Where(request => request.UserAgent != "scenario" && (request.Namespace.StartsWith(ns, StringComparison.Ordinal) || request.Name.StartsWith(ns, StringComparison.Ordinal)))
        .TakeLast(60)
        .Select(request => string.Create(CultureInfo.InvariantCulture, $"{request.At:HH:mm:ss.fff} {request.Status} {request.Verb} {request.Resource}/{request.Name} {request.Query}")));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Server.DisposeAsync();
    }
}
