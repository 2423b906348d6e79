using Lynq.Actors.Tests.Node.Acting;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>What failed is tried again, whatever else happens meanwhile.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeRetryTests(NodeServer server)
{
    [Fact]
    public async Task A_failed_resource_is_tried_again_although_another_one_has_changed_meanwhile()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b", data: """{"k":"1"}""")));
        await bench.DesireAsync(("plan", "old"));
        bench.OnRequest = RefuseA;
        await bench.DesireAsync(("plan", "new"));
        bench.Form.Edit(FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b", data: """{"k":"2"}""")));
        await bench.DesireAgainAsync(("plan", "new"));
        (await bench.ConfigMapAsync("acme-b"))!.Value.GetProperty("data").GetProperty("k").GetString().ShouldBe("2");
        (await bench.ConfigMapAsync("acme-a"))!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe("old");

        bench.OnRequest = null;
        await bench.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await bench.ConfigMapAsync("acme-a"))!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe("new");
    }

    [Fact]
    public async Task Items_that_may_clash_are_looked_for_once_in_each_version_of_the_object_and_for_each_content()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "old"));
        bench.Requests.Clear();
        bench.Guard = (request, next) => request is { Verb: RequestVerb.Apply, Name: "acme-a" }
            ? throw new KubernetesException(request, new() { Code = 422, Reason = "Invalid", Message = "not like this", Details = new() { Causes = [new() { Reason = "FieldValueDuplicate", Field = "spec.ports[1].name" }] } })
            : next();

        await bench.DesireAsync(("plan", "new"));
        await bench.AdvanceAsync(TimeSpan.FromMinutes(5));
        bench.Requests.Count(r => r.StartsWith("apply", StringComparison.Ordinal)).ShouldBeGreaterThan(5);
        Looks(bench).ShouldBe(1);

        // Somebody may have put something in the way by now.
        await bench.PatchAsync("v1", "ConfigMap", "acme-a", """{"data":{"theirs":"1"}}""");
        await bench.ObserveChildrenAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(5));
        Looks(bench).ShouldBe(2);

        await bench.DesireAsync(("plan", "newest"));
        await bench.AdvanceAsync(TimeSpan.FromMinutes(5));
        Looks(bench).ShouldBe(3);
    }

    private static int Looks(NodeBench bench) => bench.Requests.Count(r => r.StartsWith("get configmaps/", StringComparison.Ordinal));

    private static void RefuseA(KubernetesRequest request)
    {
        if (request.Verb == RequestVerb.Apply && request.Name == "acme-a")
            throw new KubernetesException(request, new() { Code = 422, Reason = "Invalid", Message = "not now" });
    }
}
