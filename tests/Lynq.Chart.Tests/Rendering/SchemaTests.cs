using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Lynq.Chart.Tests.Rendering;

public sealed class SchemaTests
{
    [HelmTheory]
    [InlineData("replicas=2", "replicas")]
    [InlineData("webhok.enabled=false", "webhok")]
    [InlineData("manager.logLevel=verbose", "/manager/logLevel")]
    [InlineData("engine=orleans", "/engine")]
    [InlineData("cluster.formation=gossip", "/cluster/formation")]
    [InlineData("cluster.splitBrain=keep-oldest", "/cluster/splitBrain")]
    [InlineData("cluster.patienceSeconds=1", "/cluster/patienceSeconds")]
    [InlineData("cluster.seeds={lynq-cluster}", "/cluster/seeds/0")]
    [InlineData("image.pullPolicy=Sometimes", "/image/pullPolicy")]
    [InlineData("image.repository=Lynq Operator", "/image/repository")]
    [InlineData("manager.metricsBindAddress=8443", "/manager/metricsBindAddress")]
    [InlineData("manager.concurrency.node=0", "/manager/concurrency/node")]
    [InlineData("manager.watchNamespaces=shop", "/manager/watchNamespaces")]
    [InlineData("certManager.enabled=maybe", "/certManager/enabled")]
    [InlineData("webhook.failurePolicy=fail", "/webhook/failurePolicy")]
    [InlineData("webhook.certificate.issuerKind=Cluster", "/webhook/certificate/issuerKind")]
    [InlineData("monitoring.interval=30", "/monitoring/interval")]
    [InlineData("crds.keep=sometimes", "/crds/keep")]
    [InlineData("rbac.extraRules[0].resource={jobs}", "/rbac/extraRules/0")]
    [InlineData("terminationGracePeriodSeconds=2", "/terminationGracePeriodSeconds")]
    public Task Refuses_a_typical_mistake_and_says_where(string value, string place) => RefusesAsync(value, place);

    [HelmTheory]
    [InlineData("certManager.install=true", "certManager.install")]
    [InlineData("replicaCount=2,engine=embedded,manager.leaderElection=false", "manager.leaderElection")]
    [InlineData("replicaCount=3,cluster.formation=seeds", "cluster.seeds")]
    [InlineData("replicaCount=3,cluster.formation=kubernetes-api,cluster.seeds={lynq-cluster:7946}", "cluster.seeds")]
    [InlineData("autoscaling.enabled=true,autoscaling.minReplicas=9", "autoscaling.minReplicas")]
    [InlineData("monitoring.enabled=true,manager.metricsBindAddress=0", "metrics are off")]
    [InlineData("certManager.enabled=true,webhook.certificate.issuerKind=ClusterIssuer", "webhook.certificate.issuerName")]
    public Task Refuses_values_that_contradict_one_another(string values, string message) => RefusesAsync(values, message);

    [Fact]
    public void Describes_every_value_and_nothing_else()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Helm.Chart, "values.schema.json")))!.AsObject();
        var values = YamlDocuments.Read(File.ReadAllText(Path.Combine(Helm.Chart, "values.yaml"))).Single();
        Missing("", values, schema).ShouldBeEmpty();
    }

    private static IEnumerable<string> Missing(string path, JsonObject values, JsonObject schema)
    {
        // An object without described properties is free: labels, probes and the like.
        if (schema["properties"] is not JsonObject properties)
            yield break;
        foreach (var name in values.Select(v => v.Key).Union(properties.Select(p => p.Key).Where(p => p != "global")))
        {
            if (!values.ContainsKey(name) || properties[name] is not JsonObject described)
            {
                yield return $"{path}/{name}";
                continue;
            }

            foreach (var missing in values[name] is JsonObject inner ? Missing($"{path}/{name}", inner, described) : [])
                yield return missing;
        }
    }

    private static async Task RefusesAsync(string values, string words)
    {
        var result = await Helm.RunAsync(["template", "lynq", Helm.Chart, "--set", values]);
        result.ExitCode.ShouldNotBe(0);
        result.Errors.ShouldContain(words);
    }
}
