using System.Text.Json.Nodes;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>A real API server with the custom kinds that nodes need; nothing is started where there is none.</summary>
public sealed class RealNodeServer : ControlPlaneFixture
{
    private KubernetesClient? _client;

    public NodeServer Server { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        if (CustomResourceProbe.WhyUnusable is not null) return;
        await base.InitializeAsync();
        _client = new KubernetesClient(KubernetesConfigurationLoader.FromFiles([ControlPlane.AdminKubeconfig]));
        var kinds = new ApiResource("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", Namespaced: false);
        foreach (var definition in NodeServer.Definitions) await _client.CreateAsync(kinds, null, JsonNode.Parse(definition)!);
        Server = NodeServer.Over(_client);
        foreach (var (version, kind) in new[] { ("operator.lynq.sh/v1", "LynqNode"), ("demo.example.com/v1", "Database") })
            await Eventually.Holds(async () => await new Discovery(_client).FindAsync(GroupVersionKind.Parse(version, kind)) is not null, $"{kind} is served");
    }

    public override async Task DisposeAsync()
    {
        _client?.Dispose();
        await base.DisposeAsync();
    }
}

/// <summary>What depends on how a real API server keeps owners of fields.</summary>
public sealed class NodeRealServerTests(RealNodeServer real) : IClassFixture<RealNodeServer>
{
    [CustomResourceTheory]
    [InlineData("apply")]
    [InlineData("merge")]
    [InlineData("replace")]
    public Task What_the_original_wrote_under_its_default_name_goes_when_the_form_drops_it(string strategy) =>
        HandoverScenario.Original_writes_are_handed_over(real.Server, strategy);

    [CustomResourceFact]
    public Task Fields_of_another_operator_of_that_name_stay_its_own() => HandoverScenario.Fields_of_others_stay(real.Server);

    [CustomResourceTheory]
    [InlineData("merge")]
    [InlineData("replace")]
    public Task A_form_that_turns_to_apply_owns_its_fields_once(string strategy) => HandoverScenario.Strategy_changes(real.Server, strategy);

    [CustomResourceTheory]
    [InlineData("http")]
    [InlineData("")]
    public Task A_Service_whose_port_number_was_edited_gets_its_port_back(string port) => PortScenario.An_edited_port_is_put_back(real.Server, port);

    [CustomResourceFact]
    public async Task A_new_node_costs_R_plus_2_requests_and_takes_nothing_that_exists()
    {
        var bench = await NodeBench.StartAsync(real.Server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b"), FormSpecs.ConfigMap("c")));
        await bench.DesireAsync(("plan", "basic"));
        bench.Requests.Count.ShouldBe(5, string.Join('\n', bench.Requests));

        var other = await NodeBench.StartAsync(real.Server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await other.ApplyAsync("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-a"},"data":{"plan":"theirs"} }""");
        await other.DesireAsync(("plan", "basic"));
        var live = (await other.ConfigMapAsync("acme-a"))!.Value;
        live.GetProperty("data").GetProperty("plan").GetString().ShouldBe("theirs");
        LiveMetadata.Of(live).Label("lynq.sh/node").ShouldBeNull();
    }
}
