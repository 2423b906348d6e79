using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

public sealed class NamespaceScenarios
{
    [Scenario(Wide = true)]
    public Task S37_TargetNamespace(Backend backend) => RunAsync(backend, "S37", async s =>
    {
        var other = $"{s.Ns}-other";
        await s.NamespaceAsync(other);
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Cm("c", $"{U}-c", ("v", "1")).In(other), Cm("r", $"{U}-r", ("v", "1")).In(other).Retained(), Cm("here", $"{U}-here", ("v", "1")));
        await s.NodesReadyAsync(T1, "acme-f");
        var remote = await s.GetAsync(Kinds.ConfigMap, "acme-c", other);
        (remote.Label("lynq.sh/node"), remote.Label("lynq.sh/node-namespace")).ShouldBe(("acme-f", s.Ns));
        remote.Items("metadata", "ownerReferences").ShouldBeEmpty();
        (await s.GetAsync(Kinds.ConfigMap, "acme-here")).Items("metadata", "ownerReferences").ShouldHaveSingleItem();

        await s.Db.ExecuteAsync("UPDATE tenants SET active=0 WHERE id='acme'");
        await s.GoneAsync(Kinds.ConfigMap, "acme-c", T2, other);
        await s.GoneAsync(Kinds.Node, "acme-f", T2);
        (await s.GetAsync(Kinds.ConfigMap, "acme-r", other)).Label("lynq.sh/orphaned").ShouldBe("true");
    });

    [Scenario(Wide = true)]
    public Task S38_Namespace_per_tenant(Backend backend) => RunAsync(backend, "S38", async s =>
    {
        var tenant = $"{s.Ns}-t-acme";
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.RowAsync("beta");
        var inside = $"{s.Ns}-t-{U}";
        await s.FormAsync(
            Ns("ns", inside),
            Of("networkPolicies", "deny", "deny-all", Json.Parse("""{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","spec":{"podSelector":{},"policyTypes":["Ingress"]}}""")).In(inside).DependsOn("ns"),
            Man("quota", "v1", "ResourceQuota", "quota", Json.Parse("""{"spec":{"hard":{"pods":"10"}}}""")).In(inside).DependsOn("ns"),
            Cm("c", "settings", ("uid", U)).In(inside).DependsOn("ns"));
        await s.NodesReadyAsync(T2, "acme-f", "beta-f");
        (await s.ExistsAsync(Kinds.NetworkPolicy, "deny-all", tenant)).ShouldBeTrue();
        (await s.ExistsAsync(Kinds.Quota, "quota", tenant)).ShouldBeTrue();
        await s.DataAsync("settings", "uid", "acme", T1, tenant);

        await s.Db.ExecuteAsync("DELETE FROM tenants WHERE id='acme'");
        await UntilAsync("the tenant's namespace is gone or going", T3, async () =>
            await s.GetAsync(Kinds.Namespace, tenant) is not { } ns || ((JsonElement?)ns).Text("metadata", "deletionTimestamp") is not null);
        await s.GoneAsync(Kinds.Node, "acme-f", T3);
        (await s.ExistsAsync(Kinds.Namespace, $"{s.Ns}-t-beta")).ShouldBeTrue();
    });

    [Scenario(Wide = true)]
    public Task S39_Missing_namespace_heals(Backend backend) => RunAsync(backend, "S39", async s =>
    {
        var later = $"{s.Ns}-later";
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Cm("c", $"{U}-c", ("v", "1")).In(later));
        await UntilAsync("one resource failed", T1, async () => (await s.NodeAsync("acme-f")).Count("status", "failedResources") == 1);
        await s.EventAsync("ApplyFailed", T1, "acme-f");
        await s.NamespaceAsync(later);
        await s.NodesReadyAsync(T2, "acme-f");
    });
}
