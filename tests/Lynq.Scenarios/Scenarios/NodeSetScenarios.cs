using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

/// <summary>Which nodes there are: forms, rows and hubs that come and go.</summary>
public sealed class NodeSetScenarios
{
    [Scenario(Backend.UsualAndNamespaced)]
    public Task S10_Two_forms_one_hub(Backend backend) => RunAsync(backend, "S10", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("a");
        await s.RowAsync("b");
        await s.FormAsync("web", "h", null, Cm("c", $"{U}-web", ("a", "1")));
        await s.FormAsync("worker", "h", null, Cm("c", $"{U}-worker", ("a", "1")));
        await s.NodesReadyAsync(T1, "a-web", "a-worker", "b-web", "b-worker");
        await PassesAsync(T3, async () =>
        {
            var hub = await s.GetAsync(Kinds.Hub, "h");
            (hub.Count("status", "referencingTemplates"), hub.Count("status", "desired"), hub.Count("status", "ready")).ShouldBe((2, 4, 4));
        });

        await s.DeleteAsync(Kinds.Form, "worker");
        await s.GoneAsync(Kinds.Node, "a-worker", T2);
        await s.GoneAsync(Kinds.Node, "b-worker", T2);
        await s.GoneAsync(Kinds.ConfigMap, "a-worker", T2);
        await s.GoneAsync(Kinds.ConfigMap, "b-worker", T2);
        (await s.NamesAsync(Kinds.Node)).ShouldBe(["a-web", "b-web"]);
        await UntilAsync("desired is 2", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Count("status", "desired") == 2);
    });

    [Scenario]
    public Task S11_Reactivation_and_recreation(Backend backend) => RunAsync(backend, "S11", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.RowAsync("beta");
        await s.FormAsync(Cm("c", $"{U}-c", ("a", "1")));
        await s.NodesReadyAsync(T1, "acme-f", "beta-f");
        var (node, map) = ((await s.NodeAsync("acme-f")).Uid(), (await s.GetAsync(Kinds.ConfigMap, "acme-c")).Uid());

        await s.Db.ExecuteAsync("UPDATE tenants SET active=0 WHERE id='acme'");
        await s.GoneAsync(Kinds.Node, "acme-f", T2);
        await s.GoneAsync(Kinds.ConfigMap, "acme-c", T2);
        await s.Db.ExecuteAsync("UPDATE tenants SET active=1 WHERE id='acme'");
        await s.NodesReadyAsync(T2, "acme-f");
        (await s.NodeAsync("acme-f")).Uid().ShouldNotBe(node);
        (await s.GetAsync(Kinds.ConfigMap, "acme-c")).Uid().ShouldNotBe(map);

        var beta = (await s.NodeAsync("beta-f")).Uid();
        await s.DeleteAsync(Kinds.Node, "beta-f");
        await UntilAsync("beta-f is back", T1, async () => (await s.NodeAsync("beta-f")).Uid() is { } uid && uid != beta);
        await s.NodesReadyAsync(T2, "beta-f");
    });

    [Scenario]
    public Task S12_Hub_deletion(Backend backend) => RunAsync(backend, "S12", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        Item[] items = [Cm("d", $"{U}-d", ("a", "1")), Cm("r", $"{U}-r", ("a", "1")).Retained()];
        await s.FormAsync(items);
        await s.NodesReadyAsync(T1, "acme-f");
        var uid = (await s.GetAsync(Kinds.ConfigMap, "acme-r")).Uid();

        await s.DeleteAsync(Kinds.Hub, "h");
        await s.GoneAsync(Kinds.Hub, "h", T3);
        await s.GoneAsync(Kinds.Node, "acme-f", T3);
        await s.GoneAsync(Kinds.ConfigMap, "acme-d", T3);
        var kept = await s.GetAsync(Kinds.ConfigMap, "acme-r");
        kept.Uid().ShouldBe(uid);
        kept.Label("lynq.sh/orphaned").ShouldBe("true");
        kept.Annotation("lynq.sh/orphaned-reason").ShouldBe("LynqNodeDeleted");
        DateTimeOffset.TryParse(kept.Annotation("lynq.sh/orphaned-at"), CultureInfo.InvariantCulture, out _).ShouldBeTrue();
        kept.Items("metadata", "ownerReferences").ShouldBeEmpty();
        kept.Label("lynq.sh/node").ShouldBeNull();

        await s.DeleteAsync(Kinds.Form, "f");
        await s.HubAsync("h", "tenants");
        await s.FormAsync(items);
        await PassesAsync(T3, async () =>
        {
            var back = await s.GetAsync(Kinds.ConfigMap, "acme-r");
            back.Uid().ShouldBe(uid);
            back.Label("lynq.sh/orphaned").ShouldBeNull();
            back.Annotation("lynq.sh/orphaned-at").ShouldBeNull();
            back.Label("lynq.sh/node").ShouldBe("acme-f");
            back.Label("lynq.sh/node-namespace").ShouldBe(s.Ns);
        });
    });
}
