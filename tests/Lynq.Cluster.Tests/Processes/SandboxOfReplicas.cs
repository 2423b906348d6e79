using Lynq.Crds.Schema;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Sandbox;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>The sandbox in this process, which knows each replica by a token of its own.</summary>
internal sealed class SandboxOfReplicas : IServer
{
    private const int Replicas = 3;

    private readonly SandboxServer _server;
    private readonly KubernetesClient _client;

    private SandboxOfReplicas(SandboxServer server)
    {
        _server = server;
        _client = new KubernetesClient(KubernetesConfigurationLoader.FromFiles([server.KubeconfigPath]));
    }

    public IKubernetesClient Client => _client;

    public static async Task<SandboxOfReplicas> StartAsync()
    {
        var descriptions = FieldDescriptions.Load();
        return new(await SandboxServer.StartAsync(new SandboxOptions
        {
            Crds = [.. CrdDefinition.All.Select(d => d.ToJson(descriptions).ToJsonString())],
            Users = Enumerable.Range(0, Replicas).ToDictionary(Name, replica => new SandboxUser(Name(replica), ["system:masters"]), StringComparer.Ordinal),
            RequestHistoryLimit = 500_000,
        }));
    }

    public string KubeconfigOf(int replica) => $$"""
        apiVersion: v1
        kind: Config
        current-context: test
        clusters: [{ name: test, cluster: { server: "{{_server.Url.GetLeftPart(UriPartial.Authority)}}" } }]
        users: [{ name: test, user: { token: {{Name(replica)}} } }]
        contexts: [{ name: test, context: { cluster: test, user: test, namespace: default } }]
        """;

    public string UserOf(int replica) => Name(replica);

    public IReadOnlyList<Write> WritesSince(DateTimeOffset moment) =>
    [
        .. _server.Requests.History
            .Where(r => r.At >= moment && r.User.StartsWith("replica-", StringComparison.Ordinal) && r.Verb is "create" or "apply" or "patch" or "update" or "delete" && r.Status is >= 200 and < 300
                && r.Resource != "selfsubjectaccessreviews.authorization.k8s.io")
            .Select(r => new Write(r.At, r.Verb, Plural(r.Resource), r.Name, r.User)),
    ];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private static string Name(int replica) => $"replica-{replica}";

    // lynqnodes.operator.lynq.sh/status → lynqnodes/status
    private static string Plural(string resource) => resource.Split('/') is [var what, .. var sub]
        ? string.Join('/', [what.Split('.')[0], .. sub])
        : resource;
}
