using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Testing;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>A real kube-apiserver, which knows each replica by a service account of its own; its audit log is the record.</summary>
internal sealed class ControlPlaneOfReplicas : IServer
{
    private const int Replicas = 3;

    // Whose requests the audit log has.
    private const string Home = "lynq-system";

    private readonly ControlPlane _plane;
    private readonly IReadOnlyList<string> _tokens;
    private readonly KubernetesClient _client;

    private ControlPlaneOfReplicas(ControlPlane plane, IReadOnlyList<string> tokens)
    {
        (_plane, _tokens) = (plane, tokens);
        _client = new KubernetesClient(KubernetesConfigurationLoader.Load(plane.AdminKubeconfig), new KubernetesClientOptions { UserAgent = "test" });
    }

    public IKubernetesClient Client => _client;

    public static async Task<ControlPlaneOfReplicas> StartAsync()
    {
        var plane = await ControlPlane.StartAsync(new ControlPlaneOptions { Audit = true });
        await plane.InstallLynqCrdsAsync();
        await PostAsync(plane, "/api/v1/namespaces", new() { ["metadata"] = new JsonObject { ["name"] = Home } });
        await PostAsync(plane, "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", new()
        {
            ["metadata"] = new JsonObject { ["name"] = "test-replicas" },
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = "cluster-admin" },
            ["subjects"] = new JsonArray(new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "Group", ["name"] = $"system:serviceaccounts:{Home}" }),
        });
        var tokens = new List<string>();
        for (var replica = 0; replica < Replicas; replica++)
            tokens.Add(await IssueTokenAsync(plane, Name(replica)));
        return new(plane, tokens);
    }

    /// <summary>The operator's kubeconfig with a token instead of its certificate.</summary>
    public string KubeconfigOf(int replica) => string.Join('\n', File.ReadLines(_plane.OperatorKubeconfig)
        .Where(line => !line.Contains("client-certificate-data", StringComparison.Ordinal))
        .Select(line => line.Contains("client-key-data", StringComparison.Ordinal) ? $"    token: {_tokens[replica]}" : line));

    public string UserOf(int replica) => $"system:serviceaccount:{Home}:{Name(replica)}";

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

    private static async Task<string> IssueTokenAsync(ControlPlane plane, string account)
    {
        await PostAsync(plane, $"/api/v1/namespaces/{Home}/serviceaccounts", new() { ["metadata"] = new JsonObject { ["name"] = account } });
        var issued = await PostAsync(plane, $"/api/v1/namespaces/{Home}/serviceaccounts/{account}/token", new()
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = 86_400 },
        });
        return issued["status"]!["token"]!.GetValue<string>();
    }

    private static async Task<JsonNode> PostAsync(ControlPlane plane, string path, JsonObject body)
    {
        using var answer = await plane.Http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static string Name(int replica) => $"replica-{replica}";

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
        // Asked at the start: what may I do? It is a POST and writes nothing.
        if (resource == "selfsubjectaccessreviews")
            return null;
        return new(
            entry.GetProperty("requestReceivedTimestamp").GetDateTimeOffset(),
            verb,
            about.TryGetProperty("subresource", out var sub) ? $"{resource}/{sub.GetString()}" : resource,
            about.TryGetProperty("name", out var name) ? name.GetString()! : "",
            entry.GetProperty("user").GetProperty("username").GetString()!);
    }
}
