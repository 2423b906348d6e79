using Lynq.Scenarios.Faults.Rules;
using static Lynq.Scenarios.Items;

namespace Lynq.Scenarios.Faults;

/// <summary>A piece of life with everything in it that can be hurt: rows that come, change and go, drift, Once, Retain, a foreign object, dependencies.</summary>
internal static class CellLife
{
    private static readonly string[] Kept = ["acme", "beta"];

    public static async Task LiveAsync(Scenario s)
    {
        await s.BaseAsync();
        await s.ApplyAsync(Kinds.ConfigMap, "bystander", Json.Parse("""{"data":{"k":"foreign"}}"""));
        await s.ApplyAsync(Kinds.ConfigMap, "gone-foreign", Json.Parse("""{"data":{"k":"foreign"}}"""));
        foreach (var uid in (string[])["acme", "beta", "gone"])
            await s.RowAsync(uid, plan: "old");
        await s.FormAsync("f", "h", null, Form("1"));
        await s.FormAsync("x", "h", null, Cm("x", $"{U}-foreign", ("k", "mine")));
        await Scenario.UntilAsync("the first objects are there", Scenario.T3, async () =>
            (await s.NamesAsync(Kinds.ConfigMap)).Intersect(["acme-then", "beta-then", "gone-then", "acme-once", "beta-once", "gone-kept"], StringComparer.Ordinal).Count() == 6);

        await s.Db.ExecuteAsync("UPDATE tenants SET plan='new' WHERE id='acme'");
        await s.Db.ExecuteAsync("DELETE FROM tenants WHERE id='gone'");
        await s.PatchAsync(Kinds.ConfigMap, "beta-first", """{"data":{"v":"by hand"}}""");
        await s.DeleteAsync(Kinds.ConfigMap, "beta-then");
        await s.ChangeFormAsync("f", Form("2"));
        await Scenario.UntilAsync("something of it has been seen", Scenario.T3, async () => (await s.GetAsync(Kinds.ConfigMap, "acme-first")).Text("data", "plan") == "new");
    }

    /// <summary>After the last fault: everything is as it should be, and nothing was done that must not be.</summary>
    public static async Task CheckAsync(Scenario s, FaultWorld world)
    {
        await Scenario.PassesAsync(Scenario.T3, async () =>
        {
            (await s.NamesAsync(Kinds.Node)).ShouldBe(["acme-f", "acme-x", "beta-f", "beta-x"]);
            foreach (var uid in Kept)
            {
                (await s.NodeAsync($"{uid}-f")).Has("Ready", "True").ShouldBeTrue($"{uid}-f is not Ready");
                var first = await s.GetAsync(Kinds.ConfigMap, $"{uid}-first");
                (first.Text("data", "v"), first.Text("data", "plan")).ShouldBe(("2", uid == "acme" ? "new" : "old"), uid);
                (await s.GetAsync(Kinds.ConfigMap, $"{uid}-then")).Text("data", "v").ShouldBe("2");
                (await s.GetAsync(Kinds.ConfigMap, $"{uid}-once")).Text("data", "v").ShouldBe("1", "Once is once");
            }

            (await s.GetAsync(Kinds.ConfigMap, "gone-first")).ShouldBeNull();
            (await s.GetAsync(Kinds.ConfigMap, "gone-then")).ShouldBeNull();
            (await s.GetAsync(Kinds.ConfigMap, "gone-kept")).Label("lynq.sh/orphaned").ShouldBe("true");
        });
        (await s.GetAsync(Kinds.ConfigMap, "bystander")).Text("data", "k").ShouldBe("foreign");
        (await s.GetAsync(Kinds.ConfigMap, "gone-foreign")).Text("data", "k").ShouldBe("foreign", "a conflicted object belongs to another");
        var history = world.Proxy.History;
        DeletionRule.Violations(history, s.Ns, deletion => deletion.Name.StartsWith("gone-", StringComparison.Ordinal) && deletion.Name is not ("gone-foreign" or "gone-kept") ? 0 : null).ShouldBeEmpty();
        OrderRule.Violations(await world.StatesAsync(s.Ns), Kept.Select(uid => ($"{uid}-first", $"{uid}-then"))).ShouldBeEmpty();
    }

    private static Item[] Form(string value) =>
    [
        Cm("first", $"{U}-first", ("v", value), ("plan", "{{ .plan }}")),
        Cm("then", $"{U}-then", ("v", value)).DependsOn("first"),
        Cm("once", $"{U}-once", ("v", value)).Once(),
        Cm("kept", $"{U}-kept", ("v", value)).Retained(),
        // What has fields of others in it is read before it is written.
        Cm("shared", $"{U}-shared", ("v", value)).Ignoring("$.data.theirs"),
    ];
}
