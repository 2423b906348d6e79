using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

public sealed class UseCaseScenarios
{
    [Scenario(Wide = true)]
    public Task S45_Database_per_tenant(Backend backend) => RunAsync(backend, "S45", async s =>
    {
        await DefineDatabasesAsync(s);
        await s.BaseAsync();
        await s.RowAsync("acme", plan: "small");
        var (inside, tenant) = ($"{s.Ns}-t-{U}", $"{s.Ns}-t-acme");
        await s.FormAsync(
            Ns("ns", inside).Retained(),
            Man("db", "demo.example.com/v1", "Database", $"{U}-db", Json.Parse("""{"spec":{"plan":"{{ .plan }}"}}""")).In(inside).DependsOn("ns").Once().Retained().With("timeoutSeconds", 1800),
            Dep("app", $"{U}-app", 1).In(inside).DependsOn("db").With("waitForReady", false));

        await s.AppearsAsync(Kinds.Database, "acme-db", T2, tenant);
        await s.StatusAsync(Kinds.Database, "acme-db", Json.Parse("""{"conditions":[{"type":"Ready","status":"False","reason":"Creating","message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}]}"""), tenant);
        await StaysAsync(TimeSpan.FromSeconds(4), async () => (await s.ExistsAsync(Kinds.Deployment, "acme-app", tenant)).ShouldBeFalse());
        await s.StatusAsync(Kinds.Database, "acme-db", Json.Parse("""{"conditions":[{"type":"Ready","status":"True","reason":"Created","message":"","lastTransitionTime":"2026-01-01T00:00:01Z"}]}"""), tenant);
        await s.AppearsAsync(Kinds.Deployment, "acme-app", T2, tenant);

        await s.Db.ExecuteAsync("UPDATE tenants SET plan='large' WHERE id='acme'");
        await UntilAsync("the node has the new plan", T2, async () => (await s.NodeAsync("acme-f")).Annotation("lynq.sh/extra")!.Contains("large", StringComparison.Ordinal));
        (await s.GetAsync(Kinds.Database, "acme-db", tenant)).Text("spec", "plan").ShouldBe("small");

        await s.Db.ExecuteAsync("UPDATE tenants SET active=0 WHERE id='acme'");
        await s.GoneAsync(Kinds.Deployment, "acme-app", T2, tenant);
        await UntilAsync("the database is kept", T2, async () => (await s.GetAsync(Kinds.Database, "acme-db", tenant)).Label("lynq.sh/orphaned") == "true");
        (await s.GetAsync(Kinds.Namespace, tenant)).Text("metadata", "deletionTimestamp").ShouldBeNull();
    });

    [Scenario(Backend.MySql | Backend.SandboxPostgreSql)]
    public Task S48_Blue_green(Backend backend) => RunAsync(backend, "S48", async s =>
    {
        await s.Db.ExecuteAsync(s.Db.BaseTableWith("active_color VARCHAR(9), blue_version VARCHAR(9), green_version VARCHAR(9)"));
        await s.Db.ExecuteAsync("INSERT INTO tenants (id, active, active_color, blue_version, green_version) VALUES ('acme', 1, 'blue', '1', '2')");
        await s.SecretAsync();
        await s.HubAsync("h", "tenants", ("activeColor", "active_color"), ("blueVersion", "blue_version"), ("greenVersion", "green_version"));
        Item Color(string color) => Dep(color, $"{U}-{color}", $"{{{{ ternary 3 1 (eq .activeColor \"{color}\") | int }}}}", $"app:{{{{ .{color}Version }}}}").With("waitForReady", false);
        await s.FormAsync(Color("blue"), Color("green"), Svc("svc", $"{U}-svc", Json.Map(("app", U), ("color", "{{ .activeColor }}"))));
        await s.NodesReadyAsync(T1, "acme-f");
        var before = await s.GetAsync(Kinds.Service, "acme-svc");
        before.Text("spec", "selector", "color").ShouldBe("blue");

        await s.Db.ExecuteAsync("UPDATE tenants SET active_color='green' WHERE id='acme'");
        await PassesAsync(T2, async () =>
        {
            var service = await s.GetAsync(Kinds.Service, "acme-svc");
            (service.Text("spec", "selector", "color"), service.Uid(), service.Text("spec", "clusterIP")).ShouldBe(("green", before.Uid(), before.Text("spec", "clusterIP")));
            (await s.GetAsync(Kinds.Deployment, "acme-green")).Count("spec", "replicas").ShouldBe(3);
            (await s.GetAsync(Kinds.Deployment, "acme-blue")).Count("spec", "replicas").ShouldBe(1);
        });
    });

    [Scenario(Backend.MySql | Backend.SandboxPostgreSql)]
    public Task S51_Feature_flags_as_environment(Backend backend) => RunAsync(backend, "S51", async s =>
    {
        await s.Db.ExecuteAsync(s.Db.BaseTableWith("feature_sso BOOLEAN, feature_webhooks BOOLEAN, feature_config JSON"));
        await s.Db.ExecuteAsync("INSERT INTO tenants (id, active, plan, feature_sso, feature_webhooks, feature_config) VALUES ('acme', 1, 'pro', FALSE, FALSE, '{\"a\": 1}'), ('beta', 1, 'free', FALSE, FALSE, '{\"a\": 1}')");
        await s.SecretAsync();
        await s.HubAsync("h", "tenants", ("featureSso", "feature_sso"), ("featureWebhooks", "feature_webhooks"), ("featureConfig", "feature_config"));
        await s.FormAsync(Dep("app", $"{U}-web", 1, env: [Env("SSO", "{{ .featureSso }}"), Env("WEBHOOKS", "{{ .featureWebhooks }}"), Env("CONFIG", "{{ .featureConfig | toJson }}")]).With("waitForReady", false));
        await s.NodesReadyAsync(T1, "acme-f", "beta-f");
        (await EnvAsync("acme", 0), await EnvAsync("acme", 1)).ShouldBe(("0", "0"));
        var config = await EnvAsync("acme", 2);
        JsonNode.Parse(JsonNode.Parse(config!)!.GetValue<string>())!["a"]!.GetValue<int>().ShouldBe(1);
        var generation = (await s.GetAsync(Kinds.Deployment, "beta-web")).Text("metadata", "generation");

        await s.Db.ExecuteAsync("UPDATE tenants SET feature_sso=TRUE WHERE plan='pro'");
        await UntilAsync("SSO is on", T2, async () => await EnvAsync("acme", 0) == "1");
        (await EnvAsync("beta", 0)).ShouldBe("0");
        (await s.GetAsync(Kinds.Deployment, "beta-web")).Text("metadata", "generation").ShouldBe(generation);

        async Task<string?> EnvAsync(string uid, int index) => (await s.GetAsync(Kinds.Deployment, $"{uid}-web"))
            .Text("spec", "template", "spec", "containers", "0", "env", index.ToString(CultureInfo.InvariantCulture), "value");
    });

    [Scenario]
    public Task S52_Multi_tier_application_from_four_forms(Backend backend) => RunAsync(backend, "S52", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("a");
        await s.RowAsync("b");
        await s.FormAsync("data", "h", null, Sec("s", $"{U}-data", ("k", "1")));
        await s.FormAsync("cache", "h", null, Cm("c", $"{U}-cache", ("k", "1")));
        await s.FormAsync("api", "h", null, Svc("v", $"{U}-api"), Cm("c", $"{U}-api", ("k", "1")));
        await s.FormAsync("web", "h", null, Ing("i", $"{U}-web", $"{U}.example.com"));
        string[] forms = ["data", "cache", "api", "web"];
        await s.NodesReadyAsync(T2, [.. forms.SelectMany(form => new[] { $"a-{form}", $"b-{form}" })]);
        await PassesAsync(T2, async () =>
        {
            var hub = await s.GetAsync(Kinds.Hub, "h");
            (hub.Count("status", "desired"), hub.Count("status", "referencingTemplates")).ShouldBe((8, 4));
            foreach (var form in forms)
                (await s.GetAsync(Kinds.Form, form)).Count("status", "totalNodes").ShouldBe(2, form);
        });
        var (cache, data) = ((await s.GetAsync(Kinds.ConfigMap, "a-cache")).Version(), (await s.GetAsync(Kinds.Secret, "a-data")).Version());

        await s.ChangeFormAsync("api", Svc("v", $"{U}-api"), Cm("c", $"{U}-api", ("k", "2")));
        await s.DataAsync("a-api", "k", "2", T2);
        await s.DataAsync("b-api", "k", "2", T2);
        ((await s.GetAsync(Kinds.ConfigMap, "a-cache")).Version(), (await s.GetAsync(Kinds.Secret, "a-data")).Version()).ShouldBe((cache, data));

        await s.DeleteAsync(Kinds.Form, "cache");
        await s.GoneAsync(Kinds.Node, "a-cache", T2);
        await s.GoneAsync(Kinds.Node, "b-cache", T2);
        await s.GoneAsync(Kinds.ConfigMap, "b-cache", T2);
        (await s.ListAsync(Kinds.Node)).Count.ShouldBe(6);
    });

    [Scenario(Backend.MySql, Wide = true)]
    public Task S53_Preview_environment(Backend backend) => RunAsync(backend, "S53", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("main");
        var inside = $"{s.Ns}-{U}";
        await s.FormAsync(
            Ns("ns", inside),
            Cm("c", "config", ("pr", U)).In(inside).DependsOn("ns"),
            Dep("app", "app", 1).In(inside).DependsOn("ns").With("waitForReady", false),
            Svc("svc", "app").In(inside).DependsOn("ns"),
            Ing("ing", "app", $"{U}.preview.example.com").In(inside).DependsOn("svc"));
        await s.RowAsync("pr-42");
        await s.RowAsync("pr-43");
        foreach (var pr in (string[])["pr-42", "pr-43"])
        {
            var ingress = await s.AppearsAsync(Kinds.Ingress, "app", T2, $"{s.Ns}-{pr}");
            ingress.Text("spec", "rules", "0", "host").ShouldBe($"{pr}.preview.example.com");
        }

        await s.NodesReadyAsync(T2, "pr-42-f", "pr-43-f");
        var other = (await s.GetAsync(Kinds.ConfigMap, "config", $"{s.Ns}-pr-43")).Version();
        await s.Db.ExecuteAsync("DELETE FROM tenants WHERE id='pr-42'");
        await s.GoneAsync(Kinds.Node, "pr-42-f", T3);
        await UntilAsync("the namespace is gone or going", T3, async () =>
            await s.GetAsync(Kinds.Namespace, $"{s.Ns}-pr-42") is not { } ns || ((JsonElement?)ns).Text("metadata", "deletionTimestamp") is not null);
        await UntilAsync("nothing carries the node's label", T1, async () =>
        {
            var labelled = new List<JsonElement?>();
            foreach (var kind in new[] { Kinds.ConfigMap, Kinds.Deployment, Kinds.Service, Kinds.Ingress })
                labelled.AddRange(await s.ListAsync(kind, $"lynq.sh/node=pr-42-f,lynq.sh/node-namespace={s.Ns}", $"{s.Ns}-pr-42"));
            return labelled.Count == 0;
        });
        (await s.GetAsync(Kinds.ConfigMap, "config", $"{s.Ns}-pr-43")).Version().ShouldBe(other);
    });

    private static async Task DefineDatabasesAsync(Scenario s)
    {
        try
        {
            await s.CreateAsync(Kinds.Definition, null, Json.Parse("""
                {"metadata":{"name":"databases.demo.example.com"},
                 "spec":{"group":"demo.example.com","scope":"Namespaced","names":{"kind":"Database","listKind":"DatabaseList","plural":"databases","singular":"database"},
                  "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
                """));
        }
        catch (KubernetesException e) when (e.IsAlreadyExists)
        {
            // Another scenario was first.
        }

        await UntilAsync("databases are served", T1, async () =>
        {
            try
            {
                await s.ListAsync(Kinds.Database);
                return true;
            }
            catch (KubernetesException e) when (e.IsNotFound)
            {
                return false;
            }
        });
    }
}
