using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

/// <summary>Resources that leave the form, return, or get another name.</summary>
public sealed class RemovalScenarios
{
    [Scenario(Backend.UsualAndNamespaced)]
    public Task S32_Removed_from_form_Delete(Backend backend) => RunAsync(backend, "S32", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.RowAsync("beta");
        await s.FormAsync(Cm("a", $"{U}-a", ("v", "1")), Cm("b", $"{U}-b", ("v", "1")));
        await s.NodesReadyAsync(T1, "acme-f", "beta-f");
        var kept = await s.GetAsync(Kinds.ConfigMap, "acme-a");

        await s.ChangeFormAsync(Cm("a", $"{U}-a", ("v", "1")));
        await s.GoneAsync(Kinds.ConfigMap, "acme-b", T2);
        await s.GoneAsync(Kinds.ConfigMap, "beta-b", T2);
        await s.EventAsync("OrphanedResourceDeleted", T1, "acme-f");
        var after = await s.GetAsync(Kinds.ConfigMap, "acme-a");
        (after.Uid(), after.Version()).ShouldBe((kept.Uid(), kept.Version()));
        await UntilAsync("b is no longer applied", T1, async () =>
            !(await s.NodeAsync("acme-f")).Items("status", "appliedResources").Any(key => key.Text()!.EndsWith("@b", StringComparison.Ordinal)));
    });

    [Scenario]
    public Task S33_Removed_from_form_Retain_then_readded(Backend backend) => RunAsync(backend, "S33", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        Item[] both = [Cm("a", $"{U}-a", ("v", "1")), Cm("b", $"{U}-b", ("v", "1")).Retained()];
        await s.FormAsync(both);
        await s.NodesReadyAsync(T1, "acme-f");
        var uid = (await s.GetAsync(Kinds.ConfigMap, "acme-b")).Uid();

        await s.ChangeFormAsync(both[0]);
        await PassesAsync(T2, async () =>
        {
            var orphan = await s.GetAsync(Kinds.ConfigMap, "acme-b");
            (orphan.Uid(), orphan.Label("lynq.sh/orphaned"), orphan.Annotation("lynq.sh/orphaned-reason")).ShouldBe((uid, "true", "RemovedFromTemplate"));
        });
        await s.PatchAsync(Kinds.ConfigMap, "acme-b", """{"data":{"v":"by hand"}}""");
        await s.ChangeFormAsync(both);
        await PassesAsync(T2, async () =>
        {
            var back = await s.GetAsync(Kinds.ConfigMap, "acme-b");
            (back.Uid(), back.Label("lynq.sh/orphaned"), back.Label("lynq.sh/node"), back.Text("data", "v")).ShouldBe((uid, null, "acme-f", "1"));
        });
    });

    [Scenario]
    public Task S34_Rename(Backend backend) => RunAsync(backend, "S34", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Cm("c", $"{U}-c", ("v", "1")), Cm("r", $"{U}-r", ("v", "1")).Retained());
        await s.NodesReadyAsync(T1, "acme-f");
        await s.ChangeFormAsync(Cm("c", $"{U}-c2", ("v", "1")), Cm("r", $"{U}-r2", ("v", "1")).Retained());
        await s.AppearsAsync(Kinds.ConfigMap, "acme-c2", T2);
        await s.AppearsAsync(Kinds.ConfigMap, "acme-r2", T2);
        await s.GoneAsync(Kinds.ConfigMap, "acme-c", T2);
        await UntilAsync("the old name is an orphan", T2, async () => (await s.GetAsync(Kinds.ConfigMap, "acme-r")).Label("lynq.sh/orphaned") == "true");
    });
}
