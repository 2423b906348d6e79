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

    [HelmFact]
    public async Task Pods_may_find_each_other_only_where_they_form_the_cluster_by_themselves()
    {
        var rendered = await Helm.TemplateAsync(ValueSets.Of("pods"));

        rendered.Arguments.ShouldContain("--cluster-formation=kubernetes-api");
        rendered.Arguments.ShouldContain("--cluster-management-bind-address=$(POD_IP):8558");
        rendered.Arguments.ShouldContain("--cluster-contact-points=2");
        var labels = rendered.Pod["metadata"]!["labels"]!;
        var selector = rendered.Arguments.Single(argument => argument.StartsWith("--cluster-pod-selector=", StringComparison.Ordinal))["--cluster-pod-selector=".Length..];
        foreach (var pair in selector.Split(',').Select(pair => pair.Split('=')))
            ((string?)labels[pair[0]]).ShouldBe(pair[1]);
        var service = rendered.Get("Service", "lynq-cluster")["spec"]!["selector"]!.AsObject();
        selector.Split(',').ShouldBe(service.Select(label => $"{label.Key}={label.Value}"), ignoreOrder: true);
        RulesOn(rendered, "pods").ShouldHaveSingleItem()!["verbs"]!.ToJsonString().ShouldBe("""["get","list","watch"]""");
        foreach (var direction in (string[])["ingress", "egress"])
        {
            rendered.Get("NetworkPolicy")["spec"]![direction]!.AsArray().SelectMany(rule => rule!["ports"]!.AsArray())
                .Select(port => port!["port"]!.ToString()).ShouldContain(direction == "ingress" ? "management" : "8558");
        }

        foreach (var other in (string[])["three replicas", "seeds", "defaults"])
        {
            var without = await Helm.TemplateAsync(ValueSets.Of(other));
            RulesOn(without, "pods").ShouldBeEmpty(other);
            without.Arguments.ShouldNotContain(argument => argument.Contains("management", StringComparison.Ordinal));
        }
    }

    [HelmFact]
    public async Task The_lease_for_splits_may_be_written_where_it_decides()
    {
        IEnumerable<string> Named(Rendered rendered) => RulesOn(rendered, "leases").SelectMany(rule => rule!["resourceNames"]?.AsArray() ?? []).Select(name => (string)name!);

        var rendered = await Helm.TemplateAsync(ValueSets.Of("pods"));
        rendered.Arguments.ShouldContain("--cluster-split-brain=lease");
        Named(rendered).ShouldContain("split-brain.lynq.sh");
        Named(await Helm.TemplateAsync(ValueSets.Of("three replicas"))).ShouldNotContain("split-brain.lynq.sh");
    }

    [HelmTheory]
    [InlineData("replicaCount=3", true)]
    [InlineData("replicaCount=1", false)]
    [InlineData("replicaCount=3,startupProbe=null", false)]
    public async Task A_replica_of_several_gets_time_to_become_a_member(string values, bool hasProbe)
    {
        var probe = (await Helm.TemplateAsync("--set", values)).Manager["startupProbe"];

        (probe is not null).ShouldBe(hasProbe);
        if (probe is null)
            return;
        ((string)probe["httpGet"]!["path"]!).ShouldBe("/readyz");
        ((int)probe["periodSeconds"]! * (int)probe["failureThreshold"]!).ShouldBeGreaterThanOrEqualTo(600);
    }

    private static IEnumerable<JsonNode?> RulesOn(Rendered rendered, string resource) => rendered.Get("Role", "lynq-leader-election-role")["rules"]!.AsArray()
        .Where(rule => rule!["resources"]!.ToJsonString().Contains($"\"{resource}\"", StringComparison.Ordinal));

    private static IEnumerable<string> Env(Rendered rendered) => rendered.Manager["env"]!.AsArray().Select(e => (string)e!["name"]!);

    private static IEnumerable<string> LeaseVerbs(Rendered rendered) => rendered.Get("Role", "lynq-leader-election-role")["rules"]!.AsArray()
        .Where(rule => rule!["resources"]!.ToJsonString().Contains("leases", StringComparison.Ordinal))
        .SelectMany(rule => rule!["verbs"]!.AsArray().Select(verb => (string)verb!));
}
