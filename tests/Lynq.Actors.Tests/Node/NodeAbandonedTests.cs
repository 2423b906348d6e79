using System.Text.Json;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Crds;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>
/// Objects whose labels name a LynqNode that is gone (contract §10.3: live nodes steal nothing from each other). Here that is
/// <c>beta-f</c>, and <c>acme-f</c> wants the object.
/// </summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeAbandonedTests(NodeServer server)
{
    public static TheoryData<string> WaysToWrite { get; } = ["\"patchStrategy\":\"apply\"", "\"patchStrategy\":\"merge\"", "\"patchStrategy\":\"replace\"", "\"creationPolicy\":\"Once\""];

    [Theory]
    [MemberData(nameof(WaysToWrite))]
    public async Task What_a_gone_node_wrote_is_taken_over_and_goes_with_its_new_node(string way)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", way)));
        var uid = LiveMetadata.Of(await LeaveAsync(bench, Mark(way))).Uid;

        await bench.DesireAsync(("plan", "basic"));

        var live = (await bench.ConfigMapAsync("acme-c"))!.Value;
        var metadata = LiveMetadata.Of(live);
        (metadata.Uid, metadata.Label(LynqLabels.Node), metadata.Annotation(LynqAnnotations.Adopted)).ShouldBe((uid, "acme-f", null));
        Plan(live).ShouldBe(Mark(way).Length > 0 ? "theirs" : "basic");
        (await bench.NodeAsync()).Status!.ReadyResources.ShouldBe(1);
        bench.Events.Reasons.ShouldContain(EventReasons.OrphanMarkersRemoved);
        bench.Events.Reasons.ShouldNotContain(EventReasons.ResourceConflict);
        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "acme-f");
        await bench.ObserveNodeAsync();
        (await bench.ConfigMapAsync("acme-c")).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(WaysToWrite))]
    public async Task As_long_as_its_node_lives_an_object_is_left_alone_and_when_the_node_has_gone_it_is_taken_over(string way)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", $"{way},\"conflictPolicy\":\"Force\"")));
        var before = await LeaveAsync(bench);
        await BetaAsync(bench);

        await bench.DesireAsync(("plan", "basic"));
        await bench.AdvanceAsync(TimeSpan.FromMinutes(3));

        (await bench.ConfigMapAsync("acme-c"))!.Value.GetRawText().ShouldBe(before.GetRawText());
        (await bench.NodeAsync()).Status!.FailedResources.ShouldBe(1);
        await bench.DeleteAsync("operator.lynq.sh/v1", "LynqNode", "beta-f");
        await bench.AdvanceAsync(TimeSpan.FromSeconds(40));
        LiveMetadata.Of((await bench.ConfigMapAsync("acme-c"))!.Value).Label(LynqLabels.Node).ShouldBe("acme-f");
        (await bench.NodeAsync()).Status!.ReadyResources.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(WaysToWrite))]
    public async Task A_node_that_comes_back_between_the_look_and_the_write_keeps_its_object(string way)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", way)));
        await LeaveAsync(bench, Mark(way));
        var isBack = false;
        bench.Guard = async (request, next) =>
        {
            try
            {
                await next();
            }
            finally
            {
                if (!isBack && request is { Verb: RequestVerb.Get, Name: "beta-f" })
                {
                    isBack = true;
                    await BetaAsync(bench);
                    await LeaveAsync(bench, Mark(way), plan: "again");
                }
            }
        };

        await bench.DesireAsync(("plan", "basic"));
        await bench.AdvanceAsync(TimeSpan.FromMinutes(2));

        isBack.ShouldBeTrue();
        var live = (await bench.ConfigMapAsync("acme-c"))!.Value;
        (Plan(live), LiveMetadata.Of(live).Label(LynqLabels.Node)).ShouldBe(("again", "beta-f"));
        (await bench.NodeAsync()).Status!.FailedResources.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(WaysToWrite))]
    public async Task Where_the_server_does_not_say_whether_a_node_exists_it_does(string way)
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c", way)));
        var before = await LeaveAsync(bench, Mark(way));
        bench.OnRequest = request =>
        {
            // Forbidden, and what a server says to whom it knows no such kind.
            if (request is { Verb: RequestVerb.Get, Name: "beta-f" })
                throw new KubernetesException(request, bench.Requests.Count % 2 == 0 ? new() { Code = 403, Reason = "Forbidden", Message = "no" } : new() { Code = 404, Reason = "NotFound", Message = "the server could not find the requested resource" });
        };

        await bench.DesireAsync(("plan", "basic"));
        await bench.AdvanceAsync(TimeSpan.FromMinutes(3));

        (await bench.ConfigMapAsync("acme-c"))!.Value.GetRawText().ShouldBe(before.GetRawText());
        bench.Events.Reasons.ShouldContain(EventReasons.ResourceConflict);
    }

    [Fact]
    public async Task Labels_that_somebody_else_put_on_an_object_of_his_own_make_no_heirs()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("c")));
        await bench.ApplyAsync(Object(bench, "", "foreign"), "kubectl");

        await bench.DesireAsync(("plan", "basic"));

        Plan((await bench.ConfigMapAsync("acme-c"))!.Value).ShouldBe("foreign");
        bench.Events.Reasons.ShouldContain(EventReasons.ResourceConflict);
    }

    [Fact]
    public async Task A_label_that_may_be_shortened_does_not_say_of_which_node_it_speaks()
    {
        var gone = new GoneNodes(server.Client, _ => false);
        (await gone.HasGoneAsync(new NodeKey("default", new string('x', 46) + "-0123456789abcdef"), default)).ShouldBeFalse();
        (await gone.HasGoneAsync(new NodeKey("default", new string('x', 62)), default)).ShouldBeTrue();
        (await gone.HasGoneAsync(new NodeKey("default", new string('x', 70)), default)).ShouldBeTrue();
        (await new GoneNodes(server.Client, _ => true).HasGoneAsync(new NodeKey("default", "known"), default)).ShouldBeFalse();
    }

    private static string Mark(string way) => way.Contains("Once", StringComparison.Ordinal) ? ",\"annotations\":{\"lynq.sh/created-once\":\"true\"}" : "";

    private static string Plan(JsonElement live) => live.GetProperty("data").GetProperty("plan").GetString()!;

    private static string Object(NodeBench bench, string more, string plan) =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-c","labels":{"lynq.sh/node":"beta-f","lynq.sh/node-namespace":"{{{bench.Namespace}}}"}{{{more}}} },"data":{"plan":"{{{plan}}}"} }""";

    private static Task<JsonElement> LeaveAsync(NodeBench bench, string more = "", string plan = "theirs") => bench.ApplyAsync(Object(bench, more, plan), "lynq-operator");

    private static Task<JsonElement> BetaAsync(NodeBench bench) =>
        bench.ApplyAsync("""{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","metadata":{"name":"beta-f"},"spec":{"uid":"beta","templateRef":"f"}}""", "lynq-operator");
}
