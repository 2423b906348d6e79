using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Sandbox;
using Xunit;

namespace Lynq.Actors.Tests.Node.Acting;

/// <summary>The API server that node actors are tested against, with the custom kinds that they need.</summary>
public sealed class NodeServer : IAsyncLifetime
{
    private SandboxServer? _sandbox;

    public IKubernetesClient Client { get; private set; } = null!;

    public IDiscovery Discovery { get; private set; } = null!;

    public static string[] Definitions => [Definition("operator.lynq.sh", "LynqNode", "lynqnodes"), Definition("operator.lynq.sh", "LynqHub", "lynqhubs"), Definition("demo.example.com", "Database", "databases")];

    /// <summary>The same over another server, which its maker ends.</summary>
    public static NodeServer Over(IKubernetesClient client) => new() { Client = client, Discovery = new Discovery(client) };

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { Crds = Definitions });
        Client = new KubernetesClient(KubernetesConfigurationLoader.FromFiles([_sandbox.KubeconfigPath]));
        Discovery = new Discovery(Client);
    }

    public async Task DisposeAsync()
    {
        (Client as IDisposable)?.Dispose();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
    }

    public async Task<ApiResource> KindAsync(string apiVersion, string kind) =>
        await Discovery.FindAsync(GroupVersionKind.Parse(apiVersion, kind)) ?? throw new InvalidOperationException($"the server has no {apiVersion} {kind}");

    private static string Definition(string group, string kind, string plural) => $$$"""
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"{{{plural}}}.{{{group}}}"},
         "spec":{"group":"{{{group}}}","scope":"Namespaced","names":{"kind":"{{{kind}}}","plural":"{{{plural}}}","listKind":"{{{kind}}}List","singular":"{{{kind.ToLowerInvariant()}}}"},
          "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
           "schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true} } } ] } }
        """;
}

[CollectionDefinition(Name)]
public sealed class NodeServerCollection : ICollectionFixture<NodeServer>
{
    public const string Name = "node server";
}
