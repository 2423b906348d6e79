using Lynq.Kubernetes.Configuration;
using Lynq.Scenarios.Identities;

namespace Lynq.Scenarios;

/// <summary>A real kube-apiserver with its controller manager.</summary>
internal sealed class ControlPlaneCluster : IScenarioCluster
{
    private readonly KubernetesClient _client;

    private ControlPlaneCluster(ControlPlane plane)
    {
        Plane = plane;
        OperatorKubeconfig = plane.AdminKubeconfig;
        _client = new KubernetesClient(
            KubernetesConfigurationLoader.Load(plane.AdminKubeconfig),
            new KubernetesClientOptions { FieldManager = "scenario", UserAgent = "scenario" });
    }

    public ControlPlane Plane { get; }

    public string AdminKubeconfig => Plane.AdminKubeconfig;

    public string OperatorKubeconfig { get; private set; }

    public IKubernetesClient Client => _client;

    /// <summary>Starts it.</summary>
    /// <param name="bound">Whether the chart's account gets its rights in the whole cluster; without, it has none yet.</param>
    public static async Task<ControlPlaneCluster> StartAsync(bool bound = true)
    {
        var plane = await ControlPlane.StartAsync(new ControlPlaneOptions { ControllerManager = true, Audit = true });
        await plane.InstallLynqCrdsAsync();
        var cluster = new ControlPlaneCluster(plane);
        if (bound) cluster.OperatorKubeconfig = await ChartIdentity.BindAsync(cluster.Client, plane.AdminKubeconfig, onlyNamespace: null);
        return cluster;
    }

    public string RecentRequests(string ns)
    {
        if (!File.Exists(Plane.AuditLog)) return "";
        using var stream = new FileStream(Plane.AuditLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var lines = new Queue<string>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.Contains(ns, StringComparison.Ordinal)) continue;
            lines.Enqueue(line);
            if (lines.Count > 60) lines.Dequeue();
        }

        return string.Join('\n', lines.Select(Told));
    }

    private static string Told(string line)
    {
        using var entry = JsonDocument.Parse(line);
        JsonElement? audit = entry.RootElement;
        return $"{audit.Text("requestReceivedTimestamp")} {audit.Text("responseStatus", "code")} {audit.Text("verb")} {audit.Text("requestURI")} {audit.Text("responseStatus", "message")}";
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Plane.DisposeAsync();
    }
}
