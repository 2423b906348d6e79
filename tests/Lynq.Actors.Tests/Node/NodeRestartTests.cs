using System.Text.Json;
using Lynq.Actors.Node;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>Contract §14, §16.3 and §16.4: events and the log tell transitions, and a restart is none.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeRestartTests(NodeServer server)
{
    [Fact]
    public async Task A_restart_does_not_tell_again_of_trouble_that_stands()
    {
        var bench = await InTroubleAsync();
        var before = (await bench.NodeAsync()).Status!;
        (before.FailedResources, before.SkippedResources, before.ReadyResources).ShouldBe((4, 1, 1));
        bench.Events.Clear();

        await bench.RestartAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(2));

        bench.Events.All.ShouldBeEmpty();
        (await bench.NodeAsync()).Status!.Resources.ShouldBe(before.Resources);
    }

    [Fact]
    public async Task What_heals_and_fails_anew_after_a_restart_is_told()
    {
        var bench = await InTroubleAsync();
        bench.Events.Clear();
        await bench.RestartAsync();
        var other = $"{bench.Namespace}-other";

        await bench.CreateNamespaceAsync(other);
        await bench.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await bench.NodeAsync()).Status!.SkippedResources.ShouldBe(0);
        bench.Form.Edit(Form(other).Replace("\"data\":{\"plan\":\"{{ .plan }}\"}", "\"data\":\"not an object\"", StringComparison.Ordinal));
        await bench.DesireAsync(("plan", "basic"));

        bench.Events.Reasons.ShouldContain("ApplyFailed");
        bench.Events.Reasons.ShouldContain("TemplateAppliedPartial");
    }

    [Fact]
    public async Task The_log_says_once_for_each_change_that_it_is_applied_and_nothing_at_rest()
    {
        var lines = new RecordedLines();
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b")));
        bench.Logger = lines;
        await bench.RestartAsync();

        await bench.DesireAsync(("plan", "basic"));
        lines.All.ShouldBe([$"Information Reconciliation completed: 2 of 2 resources of {bench.Key} ready"]);

        await bench.AdvanceAsync(TimeSpan.FromMinutes(15));
        lines.All.Count.ShouldBe(1);
        await bench.DesireAsync(("plan", "pro"));
        lines.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_parses_the_echo_of_the_last_write()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"));
        bench.Requests.Clear();
        var identity = ObjectIdentity.Of((await bench.LynqNodeAsync())!.Value);

        await bench.SendAsync(new NodeObserved(bench.Key, identity, "no JSON"u8.ToArray()));

        bench.Requests.ShouldBeEmpty();
        await Should.ThrowAsync<JsonException>(() => bench.SendAsync(new NodeObserved(bench.Key, identity with { ResourceVersion = "999999999" }, "no JSON"u8.ToArray())));
    }

    private static string Form(string other) => $$"""
        {"hubId":"h","configMaps":[
          {{FormSpecs.ConfigMap("held")}},
          {{FormSpecs.ConfigMap("far", $"\"targetNamespace\":\"{other}\"")}},
          {{FormSpecs.ConfigMap("after", "\"dependIds\":[\"far\"]")}},
          {{FormSpecs.ConfigMap("anyway", "\"dependIds\":[\"far\"],\"skipOnDependencyFailure\":false")}},
          {{FormSpecs.ConfigMap("broken", data: """{"x":"{{ .nope }}"}""")}}],
         "deployments":[{{FormSpecs.Deployment("slow", "\"timeoutSeconds\":10")}}]}
        """;

    /// <summary>A conflict, a missing namespace with what depends on it, a template that fails and a Deployment that is out of time.</summary>
    private async Task<NodeBench> InTroubleAsync()
    {
        var bench = await NodeBench.StartAsync(server, """{"hubId":"h"}""");
        await bench.ApplyAsync("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"acme-held"},"data":{"plan":"foreign"}}""");
        bench.Form.Edit(Form($"{bench.Namespace}-other"));
        await bench.DesireAsync(("plan", "basic"));
        await bench.ObserveChildrenAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(1));
        bench.Events.Reasons.Distinct().Order().ShouldBe(
            ["ApplyFailed", "DependencyFailedButProceeding", "DependencySkipped", "ReadinessTimeout", "ResourceConflict", "TemplateAppliedPartial", "TemplateRenderError"]);
        return bench;
    }
}
