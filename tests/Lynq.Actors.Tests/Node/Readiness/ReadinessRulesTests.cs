using System.Text.Json;
using Lynq.Actors.Node.Readiness;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Readiness;

/// <summary>Contract §11, row by row.</summary>
public sealed class ReadinessRulesTests
{
    [Theory]
    [InlineData("", "Namespace", """{"status":{"phase":"Active"}}""", "Ready")]
    [InlineData("", "Namespace", """{"status":{"phase":"Terminating"}}""", "NotReady")]
    [InlineData("", "ConfigMap", "{}", "Ready")]
    [InlineData("", "Secret", "{}", "Ready")]
    [InlineData("", "ServiceAccount", "{}", "Ready")]
    [InlineData("batch", "CronJob", "{}", "Ready")]
    [InlineData("policy", "PodDisruptionBudget", """{"status":{"conditions":[{"type":"DisruptionAllowed","status":"False"}]}}""", "Ready")]
    [InlineData("networking.k8s.io", "NetworkPolicy", "{}", "Ready")]
    [InlineData("", "Service", """{"spec":{"type":"ClusterIP"}}""", "Ready")]
    [InlineData("", "Service", """{"spec":{"type":"LoadBalancer"}}""", "NotReady")]
    [InlineData("", "Service", """{"spec":{"type":"LoadBalancer"},"status":{"loadBalancer":{"ingress":[{"ip":"1.2.3.4"}]}}}""", "Ready")]
    [InlineData("example.com", "Service", """{"spec":{"type":"LoadBalancer"},"status":{"conditions":[{"type":"Ready","status":"True"}]}}""", "Ready")]
    [InlineData("networking.k8s.io", "Ingress", """{"spec":{"rules":[{}]}}""", "Ready")]
    [InlineData("networking.k8s.io", "Ingress", """{"spec":{}}""", "NotReady")]
    [InlineData("", "PersistentVolumeClaim", """{"status":{"phase":"Bound"}}""", "Ready")]
    [InlineData("", "PersistentVolumeClaim", """{"status":{"phase":"Pending"}}""", "NotReady")]
    [InlineData("autoscaling", "HorizontalPodAutoscaler", """{"status":{"conditions":[{"type":"AbleToScale","status":"True"}]}}""", "Ready")]
    [InlineData("autoscaling", "HorizontalPodAutoscaler", "{}", "NotReady")]
    public void Simple_kinds(string group, string kind, string live, string expected) => Evaluate(group, kind, live).ShouldBe(expected);

    [Theory]
    [InlineData(3, """{"observedGeneration":2,"replicas":3,"updatedReplicas":3,"readyReplicas":3,"availableReplicas":3}""", "Ready")]
    [InlineData(3, """{"observedGeneration":1,"replicas":3,"updatedReplicas":3,"readyReplicas":3,"availableReplicas":3}""", "NotReady")]
    [InlineData(3, """{"replicas":3,"updatedReplicas":3,"readyReplicas":3,"availableReplicas":3}""", "NotReady")]
    [InlineData(3, """{"observedGeneration":2,"replicas":4,"updatedReplicas":3,"readyReplicas":4,"availableReplicas":4}""", "NotReady")]
    [InlineData(3, """{"observedGeneration":2,"replicas":3,"updatedReplicas":2,"readyReplicas":3,"availableReplicas":3}""", "NotReady")]
    [InlineData(3, """{"observedGeneration":2,"replicas":3,"updatedReplicas":3,"readyReplicas":2,"availableReplicas":2}""", "NotReady")]
    [InlineData(3, """{"observedGeneration":2,"replicas":3,"updatedReplicas":3,"readyReplicas":3,"availableReplicas":2}""", "NotReady")]
    [InlineData(0, """{"observedGeneration":2}""", "Ready")]
    [InlineData(0, """{"observedGeneration":1}""", "NotReady")]
    [InlineData(0, """{"observedGeneration":2,"replicas":1}""", "NotReady")]
    [InlineData(1, """{"observedGeneration":2,"conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded"}]}""", "Failed")]
    public void Deployments(int replicas, string status, string expected) =>
        Evaluate("apps", "Deployment", $$"""{"metadata":{"generation":2},"spec":{"replicas":{{replicas}}},"status":{{status}}}""").ShouldBe(expected);

    [Theory]
    [InlineData("""{"replicas":2}""", """{"observedGeneration":2,"replicas":2,"readyReplicas":2,"updatedReplicas":2,"currentReplicas":2}""", "Ready")]
    [InlineData("""{"replicas":2}""", """{"observedGeneration":2,"replicas":2,"readyReplicas":2,"updatedReplicas":1,"currentReplicas":1}""", "NotReady")]
    [InlineData("""{"replicas":0}""", """{"observedGeneration":2,"replicas":0}""", "Ready")]
    [InlineData("""{"replicas":2,"updateStrategy":{"type":"OnDelete"}}""", """{"observedGeneration":2,"replicas":2,"readyReplicas":2,"currentReplicas":2}""", "Ready")]
    [InlineData("""{"replicas":3,"updateStrategy":{"rollingUpdate":{"partition":2}}}""", """{"observedGeneration":2,"replicas":3,"readyReplicas":3,"updatedReplicas":1,"currentReplicas":2}""", "Ready")]
    [InlineData("""{"replicas":3,"updateStrategy":{"rollingUpdate":{"partition":2}}}""", """{"observedGeneration":2,"replicas":3,"readyReplicas":3,"updatedReplicas":0,"currentReplicas":3}""", "NotReady")]
    public void StatefulSets(string spec, string status, string expected) =>
        Evaluate("apps", "StatefulSet", $$"""{"metadata":{"generation":2},"spec":{{spec}},"status":{{status}}}""").ShouldBe(expected);

    [Theory]
    [InlineData("""{"observedGeneration":2,"desiredNumberScheduled":2,"currentNumberScheduled":2,"updatedNumberScheduled":2,"numberReady":2,"numberAvailable":2}""", "Ready")]
    [InlineData("""{"observedGeneration":2,"desiredNumberScheduled":2,"currentNumberScheduled":2,"updatedNumberScheduled":2,"numberReady":1,"numberAvailable":1}""", "NotReady")]
    [InlineData("""{"observedGeneration":2,"desiredNumberScheduled":0}""", "Ready")]
    [InlineData("""{"observedGeneration":1,"desiredNumberScheduled":0}""", "NotReady")]
    public void DaemonSets(string status, string expected) =>
        Evaluate("apps", "DaemonSet", $$"""{"metadata":{"generation":2},"status":{{status}}}""").ShouldBe(expected);

    [Theory]
    [InlineData("{}", """{"active":1}""", "NotReady")]
    [InlineData("{}", """{"succeeded":1}""", "Ready")]
    [InlineData("""{"completions":3}""", """{"succeeded":1}""", "NotReady")]
    [InlineData("""{"completions":3}""", """{"succeeded":3}""", "Ready")]
    [InlineData("""{"completions":3}""", """{"conditions":[{"type":"Complete","status":"True"}]}""", "Ready")]
    [InlineData("{}", """{"conditions":[{"type":"Failed","status":"True","reason":"BackoffLimitExceeded"}]}""", "Failed")]
    [InlineData("""{"suspend":true}""", "{}", "NotReady")]
    public void Jobs(string spec, string status, string expected) =>
        Evaluate("batch", "Job", $$"""{"spec":{{spec}},"status":{{status}}}""").ShouldBe(expected);

    [Theory]
    [InlineData("""{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""", 0, "Ready")]
    [InlineData("""{"status":{"conditions":[{"type":"Ready","status":"False"}]}}""", 0, "NotReady")]
    [InlineData("""{"metadata":{"generation":2},"status":{"observedGeneration":1,"conditions":[{"type":"Ready","status":"True"}]}}""", 0, "NotReady")]
    [InlineData("""{"status":{"conditions":[{"type":"Available","status":"True"}]}}""", 0, "Ready")]
    [InlineData("""{"status":{"conditions":[{"type":"Established","status":"True"},{"type":"NamesAccepted","status":"True"}]}}""", 0, "Ready")]
    [InlineData("""{"status":{"conditions":[{"type":"Synced","status":"True"},{"type":"Ready","status":"False"}]}}""", 0, "NotReady")]
    [InlineData("""{"status":{"conditions":[{"type":"Succeeded","status":"True"}]}}""", 0, "Ready")]
    [InlineData("{}", 0, "NotReady")]
    [InlineData("{}", 4, "NotReady")]
    [InlineData("{}", 5, "Ready")]
    [InlineData("""{"status":{"phase":"x"}}""", 0, "Ready")]
    public void Custom_kinds(string live, int ageSeconds, string expected) => Evaluate("demo.example.com", "Database", live, ageSeconds).ShouldBe(expected);

    [Fact]
    public void A_status_of_unexpected_types_is_not_ready_and_breaks_nothing() =>
        Evaluate("apps", "Deployment", """{"metadata":5,"spec":[],"status":{"observedGeneration":"x","conditions":{}}}""").ShouldBe("NotReady");

    private static string Evaluate(string group, string kind, string live, int ageSeconds = 3600) =>
        ReadinessRules.Evaluate(group, kind, JsonElement.Parse(live), TimeSpan.FromSeconds(ageSeconds)).State.ToString();
}
