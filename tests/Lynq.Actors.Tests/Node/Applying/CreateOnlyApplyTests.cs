using System.Text.Json.Nodes;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Applying;

/// <summary>What exclusive creation rests on: an apply with a version that no object has creates, or is refused, and changes nothing.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class CreateOnlyApplyTests(NodeServer server)
{
    [Fact]
    public Task On_the_sandbox() => CheckAsync(server.Client);

    [ControlPlaneFact]
    public async Task On_a_real_API_server()
    {
        await using var plane = await ControlPlane.StartAsync();
        using var client = new KubernetesClient(KubernetesConfigurationLoader.FromFiles([plane.AdminKubeconfig]));
        await CheckAsync(client);
    }

    private static async Task CheckAsync(IKubernetesClient client)
    {
        var address = new ApiResource("", "v1", "ConfigMap", "configmaps", Namespaced: true).Named("default", "create-only");
        var created = await client.ApplyAsync(address, Body("1"));
        created.GetProperty("metadata").GetProperty("uid").GetString().ShouldNotBeNullOrEmpty();
        created.GetProperty("metadata").GetProperty("managedFields")[0].GetProperty("operation").GetString().ShouldBe("Apply");
        foreach (var force in new[] { false, true })
            (await Should.ThrowAsync<KubernetesException>(() => client.ApplyAsync(address, Body("2"), new ApplyOptions { Force = force }))).StatusCode.ShouldBe(409);
        (await client.GetAsync(address)).GetProperty("data").GetProperty("k").GetString().ShouldBe("1");
    }

    private static JsonNode Body(string value) => JsonNode.Parse(
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"create-only","namespace":"default","resourceVersion":"1"},"data":{"k":"{{{value}}}"} }""")!;
}
