using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

public sealed class TemplateScenarios
{
    [Scenario]
    public Task S18_Functions(Backend backend) => RunAsync(backend, "S18", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme", plan: "pro", replicas: "3", url: "https://acme.example.com:8443/p");
        (string Key, string Template, string Expected)[] cases =
        [
            ("host", "{{ .url | toHost }}", "acme.example.com"),
            ("hostport", "{{ \"host:80\" | toHost }}", "host"),
            ("sha", "{{ .uid | sha1sum }}", Sha1("acme")),
            ("sha8", "{{ .uid | sha1sum | trunc 8 }}", Sha1("acme")[..8]),
            ("t63", "{{ repeat 80 \"x\" | trunc63 }}", new string('x', 63)),
            ("upper", "{{ .uid | upper }}", "ACME"),
            ("lower", "{{ \"ABC\" | lower }}", "abc"),
            ("b64", "{{ .uid | b64enc }}", "YWNtZQ=="),
            ("default", "{{ .region | default \"x\" }}", "x"),
            ("ternary", "{{ ternary \"a\" \"b\" (eq .plan \"pro\") }}", "a"),
            ("join", "{{ list \"a\" .uid | join \",\" }}", "a,acme"),
            ("replace", "{{ \"a.b.c\" | replace \".\" \"-\" }}", "a-b-c"),
            ("printf", "{{ printf \"%s-%s\" .uid .plan }}", "acme-pro"),
            ("range", "{{ range list \"a\" \"b\" }}[{{ . }}]{{ end }}", "[a][b]"),
            ("add", "{{ add .replicas 1 }}", "4"),
            ("mul", "{{ mul .replicas 2 }}", "6"),
        ];
        await s.FormAsync(Cm("c", $"{U}-c", [.. cases.Select(c => (c.Key, c.Template)), ("year", "{{ now | date \"2006\" }}")]));

        var data = (await s.AppearsAsync(Kinds.ConfigMap, "acme-c", T1)).At("data");
        foreach (var (key, _, expected) in cases)
            data.Text(key).ShouldBe(expected, key);
        data.Text("year")!.ShouldMatch("^20..$");
    });

    [Scenario]
    public Task S19_Typed_values(Backend backend) => RunAsync(backend, "S19", async s =>
    {
        await s.Db.ExecuteAsync(s.Db.BaseTable.Replace("plan VARCHAR(32)", "plan VARCHAR(32), flag VARCHAR(9)", StringComparison.Ordinal));
        await s.Db.ExecuteAsync("INSERT INTO tenants (id, active, replicas, flag) VALUES ('acme', 1, '3', 'true'), ('odd', 1, 'abc', '0')");
        await s.SecretAsync();
        await s.HubAsync("h", "tenants", ("flag", "flag"));
        var web = Dep("app", $"{U}-web", "{{ .replicas | int }}").Object(deployment =>
        {
            var pod = deployment["spec"]!["template"]!["spec"]!;
            pod["hostNetwork"] = "{{ .flag | bool }}";
            pod["containers"]![0]!["ports"] = new JsonArray(Json.Map(("containerPort", "{{ index . \"port\" | default \"8080\" | int }}")));
        });
        await s.FormAsync(web, Cm("c", $"{U}-c", ("n", "{{ .replicas | int }}")).With("labelsTemplate", Json.Map(("n", "{{ .replicas | int }}"))));

        var live = await s.AppearsAsync(Kinds.Deployment, "acme-web", T1);
        live.At("spec", "replicas")!.Value.ValueKind.ShouldBe(JsonValueKind.Number);
        live.Count("spec", "replicas").ShouldBe(3);
        live.Count("spec", "template", "spec", "containers", "0", "ports", "0", "containerPort").ShouldBe(8080);
        live.At("spec", "template", "spec", "hostNetwork")!.Value.ValueKind.ShouldBe(JsonValueKind.True);
        var map = await s.AppearsAsync(Kinds.ConfigMap, "acme-c", T1);
        (map.Text("data", "n"), map.Label("n")).ShouldBe(("3", "3"));
        (await s.AppearsAsync(Kinds.Deployment, "odd-web", T1)).Count("spec", "replicas").ShouldBe(0);
    });

    [Scenario]
    public Task S20_Context_variables_and_deprecated_ones(Backend backend) => RunAsync(backend, "S20", async s =>
    {
        await s.Db.ExecuteAsync(s.Db.BaseTable);
        await s.RowAsync("acme", url: "https://acme.example.com/p");
        await s.SecretAsync();
        var hub = s.HubBody("h", "tenants");
        hub["spec"]!["valueMappings"]!["hostOrUrl"] = "url";
        await s.CreateAsync(Kinds.Hub, null, hub);
        await s.FormAsync(Cm("c", $"{U}-c", ("hub", "{{ .hubId }}"), ("form", "{{ .templateRef }}"), ("active", "{{ .activate }}"), ("host", "{{ .host }}")));

        var data = (await s.AppearsAsync(Kinds.ConfigMap, "acme-c", T1)).At("data");
        (data.Text("hub"), data.Text("form"), data.Text("active"), data.Text("host")).ShouldBe(("h", "f", "1", "acme.example.com"));
    });

    // SHA-1 is what the function under test is.
#pragma warning disable CA5350
    private static string Sha1(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
}
