using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

public sealed class PolicyScenarios
{
    [Scenario]
    public Task S25_Once_and_WhenNeeded(Backend backend) => RunAsync(backend, "S25", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme", plan: "old");
        await s.FormAsync(Cm("o", $"{U}-o", ("v", "{{ .plan }}")).Once(), Cm("w", $"{U}-w", ("v", "{{ .plan }}")));
        await s.NodesReadyAsync(T1, "acme-f");

        await s.Db.ExecuteAsync("UPDATE tenants SET plan='new' WHERE id='acme'");
        await s.DataAsync("acme-w", "v", "new", T2);
        var once = await s.GetAsync(Kinds.ConfigMap, "acme-o");
        once.Text("data", "v").ShouldBe("old");
        once.Annotation("lynq.sh/created-once").ShouldBe("true");

        await s.DeleteAsync(Kinds.ConfigMap, "acme-o");
        await s.DataAsync("acme-o", "v", "new", T2);
    });

    [Scenario(Backend.UsualAndNamespaced)]
    public Task S26_Retain_and_readoption_by_row(Backend backend) => RunAsync(backend, "S26", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Cm("r", $"{U}-r", ("v", "template")).Retained());
        await s.NodesReadyAsync(T1, "acme-f");
        var live = await s.GetAsync(Kinds.ConfigMap, "acme-r");
        live.Items("metadata", "ownerReferences").ShouldBeEmpty();
        (live.Label("lynq.sh/node"), live.Label("lynq.sh/node-namespace")).ShouldBe(("acme-f", s.Ns));

        await s.Db.ExecuteAsync("UPDATE tenants SET active=0 WHERE id='acme'");
        await UntilAsync("orphan markers", T2, async () => (await s.GetAsync(Kinds.ConfigMap, "acme-r")).Label("lynq.sh/orphaned") == "true");
        await s.GoneAsync(Kinds.Node, "acme-f", T2);
        (await s.GetAsync(Kinds.ConfigMap, "acme-r")).Text("data", "v").ShouldBe("template");
        await s.PatchAsync(Kinds.ConfigMap, "acme-r", """{"data":{"v":"by hand"}}""");
        await s.Db.ExecuteAsync("UPDATE tenants SET active=1 WHERE id='acme'");
        await PassesAsync(T2, async () =>
        {
            var back = await s.GetAsync(Kinds.ConfigMap, "acme-r");
            (back.Uid(), back.Text("data", "v"), back.Label("lynq.sh/orphaned")).ShouldBe((live.Uid(), "template", null));
            back.Annotation("lynq.sh/orphaned-reason").ShouldBeNull();
        });
        await s.EventAsync("OrphanMarkersRemoved", T1, "acme-r");
    });

    [Scenario]
    public Task S27_Deletion_policy_changes_on_live_objects(Backend backend) => RunAsync(backend, "S27", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        string[] strategies = ["apply", "merge", "replace"];
        Item[] Form(bool retain) => [.. strategies
            .Select(strategy => Cm(strategy, $"{U}-{strategy}", ("v", "1")).With("patchStrategy", strategy))
            .Select(item => retain ? item.Retained() : item)];
        await s.FormAsync(Form(retain: false));
        await s.NodesReadyAsync(T1, "acme-f");
        var uids = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var strategy in strategies)
            uids[strategy] = (await s.GetAsync(Kinds.ConfigMap, $"acme-{strategy}")).Uid();

        await s.ChangeFormAsync(Form(retain: true));
        foreach (var strategy in strategies)
        {
            await PassesAsync(T2, async () =>
            {
                var live = await s.GetAsync(Kinds.ConfigMap, $"acme-{strategy}");
                live.Items("metadata", "ownerReferences").ShouldBeEmpty(strategy);
                (live.Uid(), live.Label("lynq.sh/node"), live.Annotation("lynq.sh/deletion-policy")).ShouldBe((uids[strategy], "acme-f", "Retain"), strategy);
            });
        }

        await s.ChangeFormAsync(Form(retain: false));
        foreach (var strategy in strategies)
        {
            await PassesAsync(T2, async () =>
            {
                var live = await s.GetAsync(Kinds.ConfigMap, $"acme-{strategy}");
                (live.Uid(), live.Text("metadata", "ownerReferences", "0", "name")).ShouldBe((uids[strategy], "acme-f"), strategy);
                live.Annotation("lynq.sh/deletion-policy").ShouldBe("Delete");
            });
        }
    });
}
