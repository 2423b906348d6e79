using System.Text.Json.Nodes;
using Lynq.Actors.Watching;
using Lynq.Host.Tests.Operating;
using Lynq.Kubernetes;
using Lynq.Testing;

namespace Lynq.Host.Tests.Commands;

/// <summary>A cluster as the original operator left it (contract §22).</summary>
public sealed class MigrateCommandTests
{
    private const string Resource = """{"id":"c","nameTemplate":"{{ .uid }}-c","spec":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"namespace":"other"},"data":{"plan":"{{ .plan }}"}}}""";

    [Fact]
    public async Task An_object_that_the_form_would_move_stays_where_it_is_and_that_is_said()
    {
        await using var cluster = await SmallCluster.StartAsync();
        await cluster.ApplyAsync("{apiVersion: v1, kind: Namespace, metadata: {name: other}}");
        await PrepareAsync(cluster, plan: "gold");

        (await RunAsync(cluster)).ShouldPrint("""
            default/acme-f
                ConfigMap default/acme-c (stays here, although the form names namespace other, until the form changes)
            1 node, 1 object: 0 created, 0 changed, 0 deleted, 0 orphaned, 0 failed, 1 unchanged
            """);
    }

    [Fact]
    public async Task An_object_that_would_change_and_one_that_nobody_renders_any_more_are_told()
    {
        await using var cluster = await SmallCluster.StartAsync();
        await PrepareAsync(cluster, plan: "free", "Secret/default/acme-old@gone");

        var outcome = await RunAsync(cluster);
        outcome.ExitCode.ShouldBe(1);
        outcome.Output.ShouldContain("  ~ ConfigMap default/acme-c (stays here");
        outcome.Output.ShouldContain("~ data.plan: free -> gold");
        outcome.Output.ShouldContain("  - Secret default/acme-old\n");
    }

    private static async Task PrepareAsync(SmallCluster cluster, string plan, params string[] leftovers)
    {
        await cluster.ApplyAsync("{apiVersion: operator.lynq.sh/v1, kind: LynqForm, metadata: {name: f, namespace: default}, spec: {hubId: h, configMaps: [" + Resource + "]}}");
        await cluster.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: acme-c, namespace: default}, data: {plan: " + plan + "}}");
        await cluster.ApplyAsync("""{apiVersion: operator.lynq.sh/v1, kind: LynqNode, metadata: {name: acme-f, namespace: default, annotations: {lynq.sh/extra: '{"plan":"gold"}', lynq.sh/activate: "1"} }, spec: {uid: acme, templateRef: f, configMaps: [""" + Resource + "]}}");
        var applied = new JsonArray([.. leftovers.Prepend("ConfigMap/default/acme-c@c").Select(key => JsonValue.Create(key))]);
        await cluster.Client.PatchStatusAsync(BuiltInResources.Nodes.Named("default", "acme-f"), new JsonObject { ["status"] = new JsonObject { ["appliedResources"] = applied } }, Representation.Metadata);
    }

    private static Task<ProgramRun> RunAsync(SmallCluster cluster) => LynqProgram.RunAsync("migrate", "check", "--kubeconfig", cluster.Kubeconfig);
}
