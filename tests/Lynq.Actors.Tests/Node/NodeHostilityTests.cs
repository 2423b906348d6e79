using System.Text.Json;
using Lynq.Actors.Hub;
using Lynq.Actors.Tests.Node.Acting;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>Rows that mean harm: they harm nobody, and what cannot be done for them is reported.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeHostilityTests(NodeServer server)
{
    [Theory]
    [InlineData("{{ .uid }}")]
    [InlineData("{{ env \"HOME\" }}")]
    [InlineData("__LYNQ_TYPE_INT__7")]
    [InlineData("\"},\"kind\":\"Secret\"")]
    [InlineData("line\nbreak\t\"\\")]
    public async Task Values_are_data_wherever_they_appear(string value)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", "\"annotationsTemplate\":{\"a\":\"{{ .plan }}\"}")));
        await bench.DesireAsync(("plan", value));
        var live = (await bench.ConfigMapAsync("acme-c"))!.Value;
        live.GetProperty("data").GetProperty("plan").GetString().ShouldBe(value);
        live.GetProperty("metadata").GetProperty("annotations").GetProperty("a").GetString().ShouldBe(value);
        bench.Requests.Clear();
        await bench.RestartAsync();
        bench.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_that_names_another_tenants_object_does_not_get_it()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", "\"conflictPolicy\":\"Force\"").Replace("{{ .uid }}-c", "{{ .plan }}", StringComparison.Ordinal)));
        await bench.ApplyAsync($$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"victim","labels":{"lynq.sh/node":"beta-f","lynq.sh/node-namespace":"{{{bench.Namespace}}}"} },"data":{"plan":"theirs"} }""", "lynq-operator");
        await bench.DesireAsync(("plan", "victim"));
        (await bench.ConfigMapAsync("victim"))!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe("theirs");
        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "acme-f");
        await bench.ObserveNodeAsync();
        (await bench.ConfigMapAsync("victim")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_row_that_claims_tracking_labels_does_not_move_its_object_to_another_node()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", "\"labelsTemplate\":{\"lynq.sh/node\":\"{{ .plan }}\",\"lynq.sh/orphaned\":\"true\",\"team\":\"a\"}")));
        await bench.DesireAsync(("plan", "beta-f"));
        var labels = (await bench.ConfigMapAsync("acme-c"))!.Value.GetProperty("metadata").GetProperty("labels");
        labels.GetProperty("lynq.sh/node").GetString().ShouldBe("acme-f");
        labels.TryGetProperty("lynq.sh/orphaned", out _).ShouldBeFalse();
        labels.GetProperty("team").GetString().ShouldBe("a");
    }

    [Fact]
    public async Task A_value_of_a_mebibyte_is_refused_by_the_server_and_reported()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c")));
        await bench.DesireAsync(("plan", new string('x', 1 << 20)));
        var refused = bench.Told.Select(t => t.Message).OfType<NodeRefused>().ToList();
        var node = await bench.LynqNodeAsync();
        (refused.Count > 0 || node is not null).ShouldBeTrue();
        refused.ShouldAllBe(r => r.Message.Length < 2000);
    }

    [Fact]
    public async Task Objects_that_are_no_objects_fail_alone()
    {
        var bench = await NodeBench.StartAsync(server, """
            {"hubId":"h","manifests":[{"id":"none"},{"id":"text","spec":{"kind":"ConfigMap"}},{"id":"unknown","nameTemplate":"x","spec":{"apiVersion":"nowhere.example.com/v1","kind":"Nothing"}},
             {"id":"nameless","spec":{"apiVersion":"v1","kind":"ConfigMap"}},{"id":"ok","nameTemplate":"{{ .uid }}-ok","spec":{"apiVersion":"v1","kind":"ConfigMap","metadata":5}}]}
            """);
        await bench.DesireAsync();
        var status = (await bench.NodeAsync()).Status!;
        (status.FailedResources, status.ReadyResources).ShouldBe((4, 1));
        status.Resources!.Where(r => r.State == "Failed").ShouldAllBe(r => r.Message!.Length > 0);
        (await bench.ConfigMapAsync("acme-ok")).ShouldNotBeNull();
    }
}
