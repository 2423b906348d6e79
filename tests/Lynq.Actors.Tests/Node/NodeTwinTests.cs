using System.Text.Json;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Crds;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>Two resources of one form that make one object: a mistake that both would hide from each other.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeTwinTests(NodeServer server)
{
    private static readonly string One = Named("one", "same", """{"by":"one"}""");
    private static readonly string Two = Named("two", "same", """{"by":"two"}""");

    [Fact]
    public async Task The_second_of_two_resources_of_one_object_fails_and_names_the_first()
    {
        var bench = await StartAsync(One, Two, FormSpecs.ConfigMap("free"));

        var status = (await bench.NodeAsync()).Status!;
        (status.ReadyResources, status.FailedResources).ShouldBe((2, 1));
        status.Conditions.Find(ConditionTypes.Degraded)!.Message.ShouldBe(
            $"Node has 1 failed resource: two (makes the same object as resource one, ConfigMap/{bench.Namespace}/acme-same: give one of them another name, or remove it)");
        status.AppliedResources.ShouldBe([$"ConfigMap/{bench.Namespace}/acme-free@free", $"ConfigMap/{bench.Namespace}/acme-same@one"]);
        bench.Events.Reasons.Count(r => r == "TemplateRenderError").ShouldBe(1);
        (await HolderAsync(bench)).ShouldBe("one");

        bench.Requests.Clear();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(5));
        bench.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_object_stays_when_either_of_the_two_resources_leaves_the_form()
    {
        var bench = await StartAsync(One, Two);
        var uid = (await ObjectAsync(bench)).GetProperty("metadata").GetProperty("uid").GetString();

        foreach (var (rest, holder) in new[] { (Two, "two"), (One + "," + Two, "one"), (One, "one") })
        {
            bench.Form.Edit(FormSpecs.ConfigMaps(rest));
            await bench.DesireAsync(("plan", "basic"));
            (await HolderAsync(bench)).ShouldBe(holder);
            (await ObjectAsync(bench)).GetProperty("metadata").GetProperty("uid").GetString().ShouldBe(uid);
        }

        (await bench.NodeAsync()).Status!.Conditions.Find(ConditionTypes.Ready)!.Status.ShouldBe("True");
    }

    [Fact]
    public async Task Objects_of_one_name_in_two_namespaces_are_two_objects()
    {
        var elsewhere = Named("two", "same", """{"by":"two"}""").Replace("\"id\":\"two\"", "\"id\":\"two\",\"targetNamespace\":\"default\"", StringComparison.Ordinal);
        var bench = await StartAsync(One, elsewhere);
        (await bench.NodeAsync()).Status!.ReadyResources.ShouldBe(2);
    }

    private static string Named(string id, string name, string data) =>
        FormSpecs.ConfigMap(id, data: data).Replace("{{ .uid }}-" + id, "{{ .uid }}-" + name, StringComparison.Ordinal);

    private static async Task<JsonElement> ObjectAsync(NodeBench bench) => (await bench.ConfigMapAsync("acme-same"))!.Value;

    private static async Task<string?> HolderAsync(NodeBench bench) => (await ObjectAsync(bench)).GetProperty("data").GetProperty("by").GetString();

    private async Task<NodeBench> StartAsync(params string[] resources)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(resources));
        await bench.DesireAsync(("plan", "basic"));
        return bench;
    }
}
