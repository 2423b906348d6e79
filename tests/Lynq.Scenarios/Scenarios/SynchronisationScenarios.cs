using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

public sealed class SynchronisationScenarios
{
    [Scenario(Backend.All)]
    public Task S01_Quick_start_life_cycle(Backend backend) => RunAsync(backend, "S01", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.RowAsync("beta");
        await s.RowAsync("gone", active: "0");
        await s.FormAsync(Dep("app", $"{U}-web", 1), Svc("svc", $"{U}-web").DependsOn("app"));

        await PassesAsync(T1, async () => (await s.NamesAsync(Kinds.Node)).ShouldBe(["acme-f", "beta-f"]));
        var hub = await s.GetAsync(Kinds.Hub, "h");
        foreach (var uid in (string[])["acme", "beta"])
        {
            var node = await s.NodeAsync($"{uid}-f");
            node.Label("lynq.sh/hub").ShouldBe("h");
            node.Label("lynq.sh/uid").ShouldBe(uid);
            var owner = node.At("metadata", "ownerReferences", "0");
            (owner.Text("kind"), owner.Text("uid"), owner.Text("controller")).ShouldBe(("LynqHub", hub.Uid(), "True"));
            node.Items("metadata", "finalizers").Select(f => f.Text()).ShouldContain("lynqnode.operator.lynq.sh/finalizer");
            var deployment = await s.AppearsAsync(Kinds.Deployment, $"{uid}-web", T1);
            (deployment.Text("metadata", "ownerReferences", "0", "kind"), deployment.Text("metadata", "ownerReferences", "0", "uid")).ShouldBe(("LynqNode", node.Uid()));
        }

        await s.ReadyAsync("acme-web");
        await s.ReadyAsync("beta-web");
        await s.AppearsAsync(Kinds.Service, "acme-web", T2);
        await s.AppearsAsync(Kinds.Service, "beta-web", T2);
        await s.NodesReadyAsync(T2, "acme-f", "beta-f");
        await PassesAsync(T2 + T1, async () =>
        {
            var status = await s.GetAsync(Kinds.Hub, "h");
            (status.Count("status", "desired"), status.Count("status", "ready"), status.Count("status", "referencingTemplates")).ShouldBe((2, 2, 1));
            status.Has("Ready", "True").ShouldBeTrue();
        });

        await s.RowAsync("delta");
        await s.AppearsAsync(Kinds.Node, "delta-f", T1);
        await s.ReadyAsync("delta-web");
        await s.AppearsAsync(Kinds.Service, "delta-web", T2);
        var before = await Uids(s);
        await s.Db.ExecuteAsync("UPDATE tenants SET active=0 WHERE id='delta'");
        await s.GoneAsync(Kinds.Node, "delta-f", T2);
        await s.GoneAsync(Kinds.Deployment, "delta-web", T2);
        await s.GoneAsync(Kinds.Service, "delta-web", T2);
        (await Uids(s)).ShouldBe(before);
    });

    [Scenario(Backend.MySql | Backend.SandboxPostgreSql)]
    public Task S02_Truthiness(Backend backend) => RunAsync(backend, "S02", async s =>
    {
        await s.Db.ExecuteAsync(s.Db.BaseTable.Replace($"active {s.Db.Flag} DEFAULT 1", "active VARCHAR(16)", StringComparison.Ordinal));
        string?[] texts = ["1", "true", "TRUE", "True", "yes", "YES", "Yes", "0", "false", "no", "on", "active", "Y", "t", "2", " 1", "", null];
        for (var i = 0; i < texts.Length; i++)
            await s.Db.ExecuteAsync($"INSERT INTO tenants (id, active) VALUES ('r{i + 1}', {Quoted(texts[i])})");
        await s.SecretAsync();
        await s.HubAsync("h", "tenants");
        await s.FormAsync(Cm("c", $"{U}-c", ("a", "{{ .activate }}")));

        string[] active = [.. Enumerable.Range(1, 7).Select(i => $"r{i}-f")];
        await PassesAsync(T1, async () => (await s.NamesAsync(Kinds.Node)).ShouldBe(active));
        await s.DataAsync("r5-c", "a", "yes", T1);
        await StaysAsync(Watching, async () => (await s.NamesAsync(Kinds.Node)).ShouldBe(active));
    });

    [Scenario(Backend.MySql | Backend.SandboxPostgreSql)]
    public Task S03_Value_formatting(Backend backend) => RunAsync(backend, "S03", async s =>
    {
        await s.Db.ExecuteAsync(s.Db.BaseTableWith($"d DECIMAL(10,2), ts {s.Db.DateTime}, dt DATE, b BOOLEAN, n INT NULL, f DOUBLE PRECISION, j JSON"));
        await s.Db.ExecuteAsync("INSERT INTO tenants (id, active, d, ts, dt, b, n, f, j) VALUES ('acme', 1, 12.50, '2025-01-15 10:30:00', '2025-01-15', TRUE, NULL, 0.25, '{\"a\":{\"b\":1}}')");
        await s.SecretAsync();
        string[] variables = ["d", "ts", "dt", "b", "n", "f", "j"];
        await s.HubAsync("h", "tenants", [.. variables.Select(name => (name, name))]);
        await s.FormAsync(Cm("c", $"{U}-c", [.. variables.Select(name => (name, $"{{{{ .{name} }}}}")), ("nested", "{{ (.j | fromJson).a.b }}")]));

        var data = (await s.AppearsAsync(Kinds.ConfigMap, "acme-c", T1)).At("data");
        data.Text("d").ShouldBe("12.50");
        data.Text("ts").ShouldBe("2025-01-15T10:30:00Z");
        data.Text("dt").ShouldBe("2025-01-15T00:00:00Z");
        data.Text("b").ShouldBe("1");
        data.Text("n").ShouldBe("");
        data.Text("f").ShouldBe("0.25");
        JsonNode.DeepEquals(JsonNode.Parse(data.Text("j")!), JsonNode.Parse("""{"a":{"b":1}}""")).ShouldBeTrue();
        data.Text("nested").ShouldBe("1");
    });

    [Scenario(Backend.All)]
    public Task S04_View_as_source(Backend backend) => RunAsync(backend, "S04", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme", plan: "basic");
        await s.RowAsync("other", plan: "ai");
        await s.Db.ExecuteAsync("CREATE VIEW v AS SELECT id, CASE WHEN active = 1 THEN '1' ELSE '0' END AS is_on, plan, region, replicas, image, cfg, url FROM tenants WHERE plan='ai'");
        var hub = s.HubBody("h2", "v");
        hub["spec"]!["valueMappings"]!["activate"] = "is_on";
        await s.CreateAsync(Kinds.Hub, null, hub);
        await s.FormAsync(Cm("c", $"{U}-c", ("a", "1")));
        await s.FormAsync("f2", "h2", null, Cm("c", $"{U}-ai", ("a", "1")));
        await s.NodesReadyAsync(T1, "acme-f", "other-f", "other-f2");
        var uid = (await s.NodeAsync("acme-f")).Uid();

        await s.Db.ExecuteAsync("UPDATE tenants SET plan='ai' WHERE id='acme'");
        await s.AppearsAsync(Kinds.Node, "acme-f2", T1);
        await s.AppearsAsync(Kinds.ConfigMap, "acme-ai", T1);
        await s.Db.ExecuteAsync("UPDATE tenants SET plan='basic' WHERE id='acme'");
        await s.GoneAsync(Kinds.Node, "acme-f2", T2);
        await s.GoneAsync(Kinds.ConfigMap, "acme-ai", T2);
        (await s.NodeAsync("acme-f")).Uid().ShouldBe(uid);
    });

    [Scenario(Backend.All)]
    public Task S05_Data_change_reaches_resources(Backend backend) => RunAsync(backend, "S05", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme", plan: "basic", image: "a:1");
        await s.RowAsync("beta", plan: "basic", image: "b:1");
        await s.FormAsync(Cm("c", $"{U}-c", ("plan", "{{ .plan }}"), ("img", "{{ .image }}")));
        await s.NodesReadyAsync(T1, "acme-f", "beta-f");
        var uid = (await s.GetAsync(Kinds.ConfigMap, "acme-c")).Uid();
        var version = (await s.GetAsync(Kinds.ConfigMap, "beta-c")).Version();

        await s.Db.ExecuteAsync("UPDATE tenants SET plan='pro' WHERE id='acme'");
        await s.DataAsync("acme-c", "plan", "pro", T2);
        JsonNode.Parse((await s.NodeAsync("acme-f")).Annotation("lynq.sh/extra")!)!["plan"]!.GetValue<string>().ShouldBe("pro");
        (await s.GetAsync(Kinds.ConfigMap, "acme-c")).Uid().ShouldBe(uid);
        (await s.GetAsync(Kinds.ConfigMap, "beta-c")).Version().ShouldBe(version);
    });

    private static async Task<string> Uids(Scenario s)
    {
        var uids = new List<string?>();
        foreach (var uid in (string[])["acme", "beta"])
        {
            uids.Add((await s.NodeAsync($"{uid}-f")).Uid());
            uids.Add((await s.GetAsync(Kinds.Deployment, $"{uid}-web")).Uid());
            uids.Add((await s.GetAsync(Kinds.Service, $"{uid}-web")).Uid());
        }

        return string.Join(' ', uids);
    }
}
