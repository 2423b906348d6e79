using Lynq.Actors.Tests.Node.Acting;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>The request budget of design §6, by counting.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeBudgetTests(NodeServer server)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public async Task A_new_node_of_R_resources_costs_R_plus_2_requests_and_one_event(int resources)
    {
        var bench = await ReadyAsync(resources);
        bench.Requests.Count.ShouldBe(resources + 2, string.Join('\n', bench.Requests));
        bench.Events.All.Count.ShouldBe(1);
        (await bench.NodeAsync()).Status!.ReadyResources.ShouldBe(resources);
    }

    [Fact]
    public async Task A_changed_row_costs_its_changed_resources_and_two_patches()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b"), FormSpecs.ConfigMap("c", data: """{"k":"fixed"}""")));
        await bench.DesireAsync(("plan", "basic"));
        bench.Requests.Clear();
        await bench.DesireAsync(("plan", "pro"));
        bench.Requests.Count.ShouldBe(4, string.Join('\n', bench.Requests));
        (await bench.ConfigMapAsync("acme-a"))!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe("pro");
    }

    [Fact]
    public async Task A_form_change_without_rendered_difference_only_stamps_the_generation()
    {
        var bench = await ReadyAsync(3);
        bench.Requests.Clear();
        bench.Form.Edit(Form(3));
        await bench.DesireAsync(("plan", "basic"));
        bench.Requests.Count.ShouldBe(1, string.Join('\n', bench.Requests));
        (await bench.NodeAsync()).Metadata.Annotation("lynq.sh/template-generation").ShouldBe("2");
    }

    [Fact]
    public async Task Nothing_changed_costs_nothing_for_ten_minutes_and_more()
    {
        var bench = await ReadyAsync(3);
        bench.Requests.Clear();
        bench.Events.Clear();
        await bench.DesireAsync(("plan", "basic"));
        await bench.ObserveNodeAsync();
        await bench.ObserveChildrenAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(25));
        bench.Requests.ShouldBeEmpty();
        bench.Events.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"data":{"plan":"HACKED"}}""")]
    [InlineData("""{"data":{"plan":null}}""")]
    [InlineData("""{"data":{"plan":"HACKED"},"metadata":{"annotations":{"lynq.sh/applied-hash":"0"}}}""")]
    [InlineData("""{"metadata":{"annotations":{"lynq.sh/applied-hash":null}}}""")]
    public async Task Drift_on_one_child_costs_one_apply(string edit)
    {
        var bench = await ReadyAsync(3);
        bench.Requests.Clear();
        await bench.PatchAsync("v1", "ConfigMap", "acme-r1", edit);
        await bench.ObserveChildrenAsync();
        await bench.ObserveChildrenAsync();
        bench.Requests.ShouldBe([$"apply configmaps/{bench.Namespace}/acme-r1"]);
        (await bench.ConfigMapAsync("acme-r1"))!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe("basic");
    }

    [Fact]
    public async Task Fields_of_others_cost_nothing()
    {
        var bench = await ReadyAsync(1);
        bench.Requests.Clear();
        await bench.PatchAsync("v1", "ConfigMap", "acme-r0", """{"data":{"other":"1"},"metadata":{"labels":{"team":"a"}}}""");
        await bench.ObserveChildrenAsync();
        bench.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_restart_with_nothing_changed_writes_nothing()
    {
        var bench = await ReadyAsync(10);
        bench.Requests.Clear();
        await bench.RestartAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(15));
        bench.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Drift_while_the_operator_was_down_costs_one_apply_after_the_restart()
    {
        var bench = await ReadyAsync(3);
        bench.Requests.Clear();
        await bench.PatchAsync("v1", "ConfigMap", "acme-r2", """{"data":{"plan":"HACKED"}}""");
        await bench.RestartAsync();
        bench.Requests.ShouldBe([$"apply configmaps/{bench.Namespace}/acme-r2"]);
    }

    // Whether the node lives that an object's labels name only the server knows when its watch has not told of it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_object_that_is_labelled_for_an_unknown_node_costs_one_question_for_each_attempt_to_take_it(bool lives)
    {
        var bench = await NodeBench.StartAsync(server, Form(1));
        await bench.ApplyAsync(
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-r0","labels":{"lynq.sh/node":"beta-f","lynq.sh/node-namespace":"{{{bench.Namespace}}}"} },"data":{"plan":"theirs"} }""", "lynq-operator");
        if (lives) await bench.ApplyAsync("""{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","metadata":{"name":"beta-f"},"spec":{"uid":"beta","templateRef":"f"}}""");

        await bench.DesireAsync(("plan", "basic"));
        await bench.AdvanceAsync(TimeSpan.FromMinutes(10));

        var attempts = bench.Requests.Count(r => r == $"get configmaps/{bench.Namespace}/acme-r0");
        bench.Requests.Count(r => r == $"get lynqnodes.operator.lynq.sh/{bench.Namespace}/beta-f").ShouldBe(attempts, string.Join('\n', bench.Requests));
        // Twice a minute at the most, once the pauses between the attempts have grown.
        if (lives) attempts.ShouldBeInRange(2, 25);
        else attempts.ShouldBe(1);
    }

    private async Task<NodeBench> ReadyAsync(int resources)
    {
        var bench = await NodeBench.StartAsync(server, Form(resources));
        await bench.DesireAsync(("plan", "basic"));
        return bench;
    }

    private static string Form(int resources) => FormSpecs.ConfigMaps([.. Enumerable.Range(0, resources).Select(i => FormSpecs.ConfigMap($"r{i}"))]);
}
