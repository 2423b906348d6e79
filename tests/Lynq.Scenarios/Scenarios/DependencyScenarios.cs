using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

public sealed class DependencyScenarios
{
    [Scenario]
    public Task S40_Chain_waits_silently(Backend backend) => RunAsync(backend, "S40", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(
            Sec("s", $"{U}-s", ("password", "x")),
            Dep("db", $"{U}-db", 1).DependsOn("s"),
            Dep("app", $"{U}-app", 1).DependsOn("db"),
            Svc("svc", $"{U}-svc").DependsOn("app"));
        await s.AppearsAsync(Kinds.Secret, "acme-s", T1);
        await s.AppearsAsync(Kinds.Deployment, "acme-db", T1);
        await StaysAsync(Watching, async () =>
        {
            (await s.ExistsAsync(Kinds.Deployment, "acme-app")).ShouldBeFalse();
            (await s.ExistsAsync(Kinds.Service, "acme-svc")).ShouldBeFalse();
            var node = await s.NodeAsync("acme-f");
            (node.Count("status", "skippedResources"), node.Count("status", "failedResources")).ShouldBe((0, 0));
        });
        (await s.EventsAsync("DependencySkipped")).ShouldBeEmpty();

        await s.ReadyAsync("acme-db");
        await s.AppearsAsync(Kinds.Deployment, "acme-app", T2);
        (await s.ExistsAsync(Kinds.Service, "acme-svc")).ShouldBeFalse();
        await s.ReadyAsync("acme-app");
        await s.AppearsAsync(Kinds.Service, "acme-svc", T2);
        await s.NodesReadyAsync(T2, "acme-f");
        string?[] created =
        [
            (await s.GetAsync(Kinds.Secret, "acme-s")).Text("metadata", "creationTimestamp"),
            (await s.GetAsync(Kinds.Deployment, "acme-db")).Text("metadata", "creationTimestamp"),
            (await s.GetAsync(Kinds.Deployment, "acme-app")).Text("metadata", "creationTimestamp"),
            (await s.GetAsync(Kinds.Service, "acme-svc")).Text("metadata", "creationTimestamp"),
        ];
        created.ShouldBe(created.Order(StringComparer.Ordinal));
    });

    [Scenario(Backend.UsualAndNamespaced)]
    public Task S41_Skip_on_failure_and_full_recovery(Backend backend) => RunAsync(backend, "S41", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        Item[] rest = [Cm("mid", $"{U}-mid", ("v", "1")).DependsOn("bad"), Cm("leaf", $"{U}-leaf", ("v", "1")).DependsOn("mid"), Cm("free", $"{U}-free", ("v", "1"))];
        await s.FormAsync([Cm("bad", "Invalid_Name", ("v", "1")), .. rest]);
        await s.AppearsAsync(Kinds.ConfigMap, "acme-free", T1);
        await PassesAsync(T1, async () =>
        {
            var node = await s.NodeAsync("acme-f");
            (node.Count("status", "failedResources"), node.Count("status", "skippedResources")).ShouldBe((1, 2));
            node.Items("status", "skippedResourceIds").Select(id => id.Text()).ShouldBe(["mid", "leaf"], ignoreOrder: true);
        });
        await PassesAsync(T1, async () => string.Join(' ', (await s.EventsAsync("DependencySkipped", "acme-f")).Select(e => e.Text("message"))).ShouldSatisfyAllConditions(
            told => told.ShouldContain("mid"),
            told => told.ShouldContain("leaf")));
        (await s.ExistsAsync(Kinds.ConfigMap, "acme-mid")).ShouldBeFalse();

        await s.ChangeFormAsync([Cm("bad", $"{U}-fixed", ("v", "1")), .. rest]);
        await s.NodesReadyAsync(T2, "acme-f");
        (await s.ExistsAsync(Kinds.ConfigMap, "acme-leaf")).ShouldBeTrue();
        var healed = await s.NodeAsync("acme-f");
        healed.Count("status", "skippedResources").ShouldBe(0);
        healed.Items("status", "skippedResourceIds").ShouldBeEmpty();
    });

    [Scenario]
    public Task S42_Proceed_on_failure(Backend backend) => RunAsync(backend, "S42", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Cm("bad", "Invalid_Name", ("v", "1")), Cm("cleanup", $"{U}-cleanup", ("v", "1")).DependsOn("bad").With("skipOnDependencyFailure", false));
        await s.AppearsAsync(Kinds.ConfigMap, "acme-cleanup", T1);
        await s.EventAsync("DependencyFailedButProceeding", T1, "acme-f");
    });

    [Scenario]
    public Task S43_Timeout_and_recovery(Backend backend) => RunAsync(backend, "S43", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Dep("app", $"{U}-app", 1).With("timeoutSeconds", 10), Cm("after", $"{U}-after", ("v", "1")).DependsOn("app"));
        await s.FormAsync("now", "h", null, Dep("app", $"{U}-now", 1).With("waitForReady", false));
        await s.NodesReadyAsync(T1, "acme-now");
        await s.EventAsync("ReadinessTimeout", TimeSpan.FromSeconds(10) + T2, "acme-f");
        await PassesAsync(T1, async () =>
        {
            var node = await s.NodeAsync("acme-f");
            (node.Count("status", "failedResources"), node.Count("status", "skippedResources")).ShouldBe((1, 1));
            node.Has("Ready", "False", "ResourcesFailed").ShouldBeTrue();
        });
        (await s.ExistsAsync(Kinds.ConfigMap, "acme-after")).ShouldBeFalse();
        await s.ReadyAsync("acme-app");
        await s.NodesReadyAsync(T2, "acme-f");
    });
}
