using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Host.Commands;
using Lynq.Host.Commands.Validation;
using Lynq.Host.Documents;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Sandbox;

namespace Lynq.Docs.Tests;

/// <summary>Every object that the documentation shows is one that webhooks and API servers take.</summary>
public sealed class ObjectBlockTests : IAsyncLifetime, IDisposable
{
    private SandboxServer _server = null!;
    private KubernetesClient _client = null!;

    public static TheoryData<string, int> Places
    {
        get
        {
            var places = new TheoryData<string, int>();
            foreach (var (page, block) in ObjectBlocks.Of(ObjectBlocks.IsObjects))
                places.Add(page, block.Line);
            return places;
        }
    }

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions { Crds = SandboxCommand.CustomResources() });
        _client = new KubernetesClient(KubernetesConfigurationLoader.Load(_server.KubeconfigPath), new KubernetesClientOptions { FieldManager = "docs" });
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Is_taken_by_webhooks_and_server(string page, int line)
    {
        var objects = ObjectBlocks.Read(Page.Read(page).Blocks.Single(block => block.Line == line));
        objects.ShouldNotBeEmpty();
        ManifestValidation.Run([.. objects.Select(o => new InputDocument($"{page}:{line}", JsonSerializer.SerializeToElement(o)))])
            .Where(finding => finding.IsError || finding.Problem.Message.Contains("no such field", StringComparison.Ordinal)).Select(finding => finding.ToString()).ShouldBeEmpty();
        var discovery = new Discovery(_client);
        foreach (var o in objects)
        {
            var kind = await discovery.FindAsync(GroupVersionKind.Parse((string)o["apiVersion"]!, (string)o["kind"]!), CancellationToken.None);
            kind.ShouldNotBeNull($"{o["kind"]} is not served");
            await _client.CreateAsync(kind, kind.Namespaced ? "default" : null, o);
        }
    }
}
