using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Lynq.Chart.Tests.Rendering;

/// <summary>How several replicas share the work.</summary>
public sealed class EngineTests
{
    [HelmTheory]
    [InlineData("replicaCount=1", "embedded")]
    [InlineData("replicaCount=3", "akka")]
    [InlineData("autoscaling.enabled=true", "akka")]
    [InlineData("replicaCount=3,engine=embedded", "embedded")]
    [InlineData("replicaCount=1,engine=akka", "akka")]
    [InlineData("replicaCount=3,manager.leaderElection=false", "akka")]
    public async Task All_replicas_act_when_there_can_be_more_than_one_unless_told_otherwise(string values, string engine)
    {
        var rendered = await Helm.TemplateAsync("--set", values);

        rendered.Arguments.ShouldContain($"--engine={engine}");
        rendered.Arguments.Contains("--leader-elect").ShouldBe(engine == "embedded");
        (rendered.Find("Service", "lynq-cluster") is not null).ShouldBe(engine == "akka");
        Env(rendered).Contains("POD_IP").ShouldBe(engine == "akka");
        LeaseVerbs(rendered).ShouldContain("patch");
        rendered.Get("Deployment")["spec"]!["strategy"]!["rollingUpdate"]!.ToJsonString().ShouldBe("""{"maxSurge":1,"maxUnavailable":0}""");
    }

    [HelmFact]
    public async Task Replicas_reach_each_other_at_one_port_and_nobody_else_does()
    {
        var rendered = await Helm.TemplateAsync(ValueSets.Of("three replicas"));

        rendered.Arguments.ShouldContain("--cluster-port=7000");
        var service = rendered.Get("Service", "lynq-cluster")["spec"]!;
        ((string?)service["clusterIP"]).ShouldBe("None");
        ((bool?)service["publishNotReadyAddresses"]).ShouldBe(true);
        var pods = service["selector"]!.ToJsonString();
        var policy = rendered.Get("NetworkPolicy")["spec"]!;
        var ingress = policy["ingress"]!.AsArray().Single(rule => rule!["ports"]!.AsArray().Any(port => (string?)port!["port"] == "cluster"))!;
        ingress["from"]!.AsArray().ShouldHaveSingleItem()!["podSelector"]!["matchLabels"]!.ToJsonString().ShouldBe(pods);
        var egress = policy["egress"]!.AsArray().Single(rule => rule!["to"] is not null)!;
        egress["to"]!.AsArray().ShouldHaveSingleItem()!["podSelector"]!["matchLabels"]!.ToJsonString().ShouldBe(pods);
        ((int)egress["ports"]![0]!["port"]!).ShouldBe(7000);
    }

    [HelmFact]
    public async Task Certificates_of_replicas_are_mounted_where_the_program_looks()
    {
        var rendered = await Helm.TemplateAsync(ValueSets.Of("three replicas"));

        var mount = rendered.Manager["volumeMounts"]!.AsArray().Single(m => (string)m!["name"]! == "cluster-certs")!;
        rendered.Arguments.ShouldContain($"--cluster-cert-path={mount["mountPath"]}");
        var volume = rendered.Pod["spec"]!["volumes"]!.AsArray().Single(v => (string)v!["name"]! == "cluster-certs")!;
        ((string)volume["secret"]!["secretName"]!).ShouldBe("peers");
    }

    private static IEnumerable<string> Env(Rendered rendered) => rendered.Manager["env"]!.AsArray().Select(e => (string)e!["name"]!);

    private static IEnumerable<string> LeaseVerbs(Rendered rendered) => rendered.Get("Role", "lynq-leader-election-role")["rules"]!.AsArray()
        .Where(rule => rule!["resources"]!.ToJsonString().Contains("leases", StringComparison.Ordinal))
        .SelectMany(rule => rule!["verbs"]!.AsArray().Select(verb => (string)verb!));
}
