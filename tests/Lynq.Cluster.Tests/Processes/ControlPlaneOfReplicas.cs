using System.Text.Json;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Testing;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>A real kube-apiserver; its audit log is the record.</summary>
internal sealed class ControlPlaneOfReplicas : IServer
{
    private readonly ControlPlane _plane;
    private readonly KubernetesClient _client;

    private ControlPlaneOfReplicas(ControlPlane plane)
    {
        _plane = plane;
        _client = new KubernetesClient(KubernetesConfigurationLoader.Load(plane.AdminKubeconfig), new KubernetesClientOptions { UserAgent = "test" });
    }

    public IKubernetesClient Client => _client;

    public static async Task<ControlPlaneOfReplicas> StartAsync()
    {
        var plane = await ControlPlane.StartAsync(new ControlPlaneOptions { Audit = true });
        await plane.InstallLynqCrdsAsync();
        return new(plane);
    }

    public string KubeconfigOf(int replica) => File.ReadAllText(_plane.OperatorKubeconfig);

    public string UserOf(int replica) => ControlPlane.OperatorUser;

    public IReadOnlyList<Write> WritesSince(DateTimeOffset moment)
    {
        using var stream = new FileStream(_plane.AuditLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var writes = new List<Write>();
        while (reader.ReadLine() is { } line)
        {
            if (Parse(line) is { } write && write.At >= moment)
                writes.Add(write);
        }

        return writes;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _plane.DisposeAsync();
    }

    private static Write? Parse(string line)
    {
        if (!line.EndsWith('}'))
            return null;
        var entry = JsonElement.Parse(line);
        if (entry.GetProperty("stage").GetString() != "ResponseComplete" || !entry.TryGetProperty("objectRef", out var about))
            return null;
        var verb = entry.GetProperty("verb").GetString()!;
        if (verb is not ("create" or "patch" or "update" or "delete") || entry.GetProperty("responseStatus").GetProperty("code").GetInt32() is < 200 or >= 300)
            return null;
        var resource = about.GetProperty("resource").GetString()!;
        return new(
            entry.GetProperty("requestReceivedTimestamp").GetDateTimeOffset(),
            verb,
            about.TryGetProperty("subresource", out var sub) ? $"{resource}/{sub.GetString()}" : resource,
            about.TryGetProperty("name", out var name) ? name.GetString()! : "",
            entry.GetProperty("user").GetProperty("username").GetString()!);
    }
}
