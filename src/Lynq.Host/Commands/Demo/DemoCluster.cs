using Lynq.Host.Operating;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Sandbox;
using Lynq.Sandbox.Simulation;
using Microsoft.Extensions.Logging;

namespace Lynq.Host.Commands.Demo;

/// <summary>The cluster of the demo: an API server in this process, or a real one.</summary>
internal sealed class DemoCluster : IAsyncDisposable
{
    private readonly SandboxServer? _sandbox;
    private readonly KubernetesClient _client;

    private DemoCluster(SandboxServer? sandbox, string kubeconfig, string? context, ILoggerFactory loggers)
    {
        _sandbox = sandbox;
        Kubeconfig = kubeconfig;
        var configuration = KubernetesConfigurationLoader.Load(kubeconfig, context, TimeProvider.System);
        _client = new KubernetesClient(configuration, new() { UserAgent = $"lynq-demo/{BuildVersion.Text}" }, TimeProvider.System, loggers.CreateLogger<KubernetesClient>());
        Objects = new DemoObjects(_client, Namespace);
    }

    /// <summary>The kubeconfig to try kubectl with.</summary>
    public string Kubeconfig { get; }

    /// <summary>Whether it is the user's own, which has to be left as it was.</summary>
    public bool IsReal => _sandbox is null;

    /// <summary>The namespace of the demo: one of its own where others live, too.</summary>
    public string Namespace => IsReal ? "lynq-demo" : "default";

    /// <summary>Its API server.</summary>
    public IKubernetesClient Client => _client;

    /// <summary>The demo's objects in it.</summary>
    public DemoObjects Objects { get; }

    /// <summary>Uses the user's cluster.</summary>
    public static DemoCluster Open(string kubeconfig, ILoggerFactory loggers) => new(null, Path.GetFullPath(kubeconfig), null, loggers);

    /// <summary>Starts a sandbox whose workloads take a moment to become ready, so that there is something to see.</summary>
    public static async Task<DemoCluster> StartAsync(string kubeconfig, ILoggerFactory loggers, CancellationToken stop)
    {
        var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions
            {
                KubeconfigPath = kubeconfig,
                Simulator = new SimulatorOptions { Delay = TimeSpan.FromSeconds(1.5) },
                Crds = SandboxCommand.CustomResources(),
            },
            stop);
        return new(sandbox, kubeconfig, null, loggers);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_sandbox is not null)
            await _sandbox.DisposeAsync();
    }
}
