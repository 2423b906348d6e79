using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

/// <summary>S44: each kind's rule, by when a dependent appears.</summary>
public sealed class ReadinessScenarios
{
    [Scenario]
    public Task S44_StatefulSet_and_DaemonSet(Backend backend) => RunAsync(backend, "S44a", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        var pod = PodTemplate(U, Json.Map(("name", "app"), ("image", "app:1")));
        var selector = Json.Map(("matchLabels", Json.Map(("app", U))));
        await s.FormAsync(
            Of("statefulSets", "set", $"{U}-set", Json.Map(("apiVersion", "apps/v1"), ("kind", "StatefulSet"), ("spec", Json.Map(("replicas", 2), ("serviceName", "x"), ("selector", selector.DeepClone()), ("template", pod.DeepClone()))))),
            Of("daemonSets", "daemons", $"{U}-daemons", Json.Map(("apiVersion", "apps/v1"), ("kind", "DaemonSet"), ("spec", Json.Map(("selector", selector), ("template", pod))))),
            After("set"),
            After("daemons"));
        await s.AppearsAsync(Kinds.StatefulSet, "acme-set", T1);
        await s.AppearsAsync(Kinds.DaemonSet, "acme-daemons", T1);

        await s.StatusAsync(Kinds.StatefulSet, "acme-set", Json.Parse("""{"observedGeneration":1,"replicas":2,"readyReplicas":2,"currentReplicas":1,"updatedReplicas":1,"availableReplicas":2}"""));
        await s.StatusAsync(Kinds.DaemonSet, "acme-daemons", Json.Parse("""{"observedGeneration":1,"desiredNumberScheduled":2,"currentNumberScheduled":2,"updatedNumberScheduled":2,"numberReady":1,"numberAvailable":1,"numberMisscheduled":0}"""));
        await AbsentAsync(s, "set", "daemons");
        await s.StatusAsync(Kinds.StatefulSet, "acme-set", Json.Parse("""{"currentReplicas":2,"updatedReplicas":2}"""));
        await s.StatusAsync(Kinds.DaemonSet, "acme-daemons", Json.Parse("""{"numberReady":2,"numberAvailable":2}"""));
        await PresentAsync(s, "set", "daemons");
    });

    [Scenario]
    public Task S44_Job_and_claim(Backend backend) => RunAsync(backend, "S44b", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(
            Job("job", $"{U}-job"),
            Job("broken", $"{U}-broken").With("timeoutSeconds", 3600),
            Of("persistentVolumeClaims", "claim", $"{U}-claim", Json.Parse("""{"apiVersion":"v1","kind":"PersistentVolumeClaim","spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""")),
            After("job"),
            After("broken"),
            After("claim"));
        await s.AppearsAsync(Kinds.Job, "acme-job", T1);
        await s.AppearsAsync(Kinds.Job, "acme-broken", T1);
        await s.AppearsAsync(Kinds.Claim, "acme-claim", T1);
        await s.StatusAsync(Kinds.Job, "acme-job", Json.Parse("""{"active":1}"""));
        await s.StatusAsync(Kinds.Claim, "acme-claim", Json.Parse("""{"phase":"Pending"}"""));
        await AbsentAsync(s, "job", "broken", "claim");

        await s.StatusAsync(Kinds.Job, "acme-job", Json.Parse("""{"active":0,"succeeded":1,"startTime":"2026-01-01T00:00:00Z","completionTime":"2026-01-01T00:00:01Z","conditions":[{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}]}"""));
        await s.StatusAsync(Kinds.Job, "acme-broken", Json.Parse("""{"failed":1,"startTime":"2026-01-01T00:00:00Z","conditions":[{"type":"FailureTarget","status":"True"},{"type":"Failed","status":"True"}]}"""));
        await s.StatusAsync(Kinds.Claim, "acme-claim", Json.Parse("""{"phase":"Bound"}"""));
        await PresentAsync(s, "job", "claim");
        await UntilAsync("the failed Job counts as failed at once", T1, async () => (await s.NodeAsync("acme-f")).Count("status", "failedResources") == 1);
        (await s.ExistsAsync(Kinds.ConfigMap, "acme-after-broken")).ShouldBeFalse();
    });

    [Scenario]
    public Task S44_Service_and_ingress(Backend backend) => RunAsync(backend, "S44c", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(
            Svc("lb", $"{U}-lb").Object(service => service["spec"]!["type"] = "LoadBalancer"),
            Ing("ingress", $"{U}-ingress", "x.example.com"),
            After("lb"),
            After("ingress"));
        await s.AppearsAsync(Kinds.Service, "acme-lb", T1);
        await PresentAsync(s, "ingress");
        await AbsentAsync(s, "lb");
        await s.StatusAsync(Kinds.Service, "acme-lb", Json.Parse("""{"loadBalancer":{"ingress":[{"ip":"192.0.2.1"}]}}"""));
        await PresentAsync(s, "lb");
    });

    // Its conditions are in the status since autoscaling/v2, which servers have since 1.23.
    [Scenario(Since = 23)]
    public Task S44_Autoscaler(Backend backend) => RunAsync(backend, "S44e", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(
            Of("horizontalPodAutoscalers", "scaler", $"{U}-scaler", Json.Parse("""
                {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","spec":{"maxReplicas":3,
                 "metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}],
                 "scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"target"}}}
                """)),
            After("scaler"));
        await s.AppearsAsync(Kinds.AutoscalerV2, "acme-scaler", T1);
        await AbleToScaleAsync(s, "False", "FailedGetScale");
        await AbsentAsync(s, "scaler");
        // A controller of the server's own would say the same as soon as there is something to scale.
        await s.ApplyAsync(Kinds.Deployment, "target", Json.Parse("""
            {"spec":{"selector":{"matchLabels":{"app":"target"}},"template":{"metadata":{"labels":{"app":"target"}},"spec":{"containers":[{"name":"app","image":"app:1"}]}}}}
            """));
        await AbleToScaleAsync(s, "True", "SucceededGetScale");
        await PresentAsync(s, "scaler");
    });

    [Scenario]
    public Task S44_Deployment_generations_and_zero_replicas(Backend backend) => RunAsync(backend, "S44d", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Dep("zero", $"{U}-zero", 0), Dep("stale", $"{U}-stale", 1), After("zero"), After("stale"));
        await s.AppearsAsync(Kinds.Deployment, "acme-stale", T1);
        await s.StatusAsync(Kinds.Deployment, "acme-stale", Json.Parse("""{"observedGeneration":0,"replicas":1,"updatedReplicas":1,"readyReplicas":1,"availableReplicas":1}"""));
        await s.StatusAsync(Kinds.Deployment, "acme-zero", Json.Parse("""{"observedGeneration":1}"""));
        await PresentAsync(s, "zero");
        await AbsentAsync(s, "stale");
        await s.ReadyAsync("acme-stale");
        await PresentAsync(s, "stale");
    });

    private static Task AbleToScaleAsync(Scenario s, string status, string reason) => s.StatusAsync(
        Kinds.AutoscalerV2,
        "acme-scaler",
        Json.Map(
            ("currentReplicas", 1),
            ("desiredReplicas", 1),
            ("conditions", new JsonArray(Json.Map(
                ("type", "AbleToScale"), ("status", status), ("reason", reason), ("message", "said by the scenario"), ("lastTransitionTime", "2026-01-01T00:00:00Z"))))));

    private static Item After(string id) => Cm($"after-{id}", $"{U}-after-{id}", ("v", "1")).DependsOn(id);

    private static Task AbsentAsync(Scenario s, params string[] ids) => StaysAsync(TimeSpan.FromSeconds(4), async () =>
    {
        foreach (var id in ids)
            (await s.ExistsAsync(Kinds.ConfigMap, $"acme-after-{id}")).ShouldBeFalse(id);
    });

    private static async Task PresentAsync(Scenario s, params string[] ids)
    {
        foreach (var id in ids)
            await s.AppearsAsync(Kinds.ConfigMap, $"acme-after-{id}", T2);
    }
}
