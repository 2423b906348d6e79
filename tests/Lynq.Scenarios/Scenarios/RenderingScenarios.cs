using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

/// <summary>What becomes of templates that fail, and of what is around them.</summary>
public sealed class RenderingScenarios
{
    [Scenario(Backend.UsualAndNamespaced)]
    public Task S21_Render_failure_is_contained(Backend backend) => RunAsync(backend, "S21", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Cm("ok", $"{U}-ok", ("a", "1")), Cm("bad", $"{U}-bad", ("x", "{{ .nope }}")));

        await s.AppearsAsync(Kinds.ConfigMap, "acme-ok", T1);
        await PassesAsync(T1, async () =>
        {
            var node = await s.NodeAsync("acme-f");
            (node.Count("status", "failedResources"), node.Count("status", "readyResources")).ShouldBe((1, 1));
            node.Has("Degraded", "True").ShouldBeTrue();
            node.Condition("Degraded").Text("message")!.ShouldContain("failed");
        });
        await s.EventAsync("TemplateRenderError", T1, "acme-f");
        (await s.ExistsAsync(Kinds.ConfigMap, "acme-bad")).ShouldBeFalse();

        await s.ChangeFormAsync(Cm("ok", $"{U}-ok", ("a", "1")), Cm("bad", $"{U}-bad", ("x", "{{ .uid }}")));
        await s.NodesReadyAsync(T2, "acme-f");
        await s.DataAsync("acme-bad", "x", "acme", T1);
    });

    [Scenario]
    public Task S22_Metadata_of_the_embedded_object_survives(Backend backend) => RunAsync(backend, "S22", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme", plan: "pro");
        var ingress = Ing("i", $"{U}-i", $"{U}.example.com")
            .Object(spec => spec["metadata"] = Json.Parse("""
                {"annotations":{"cert-manager.io/cluster-issuer":"x","external-dns.alpha.kubernetes.io/hostname":"{{ .uid }}.example.com"},"labels":{"team":"a"}}
                """))
            .With("labelsTemplate", Json.Map(("plan", "{{ .plan }}")));
        await s.FormAsync(ingress);

        var live = await s.AppearsAsync(Kinds.Ingress, "acme-i", T1);
        live.Annotation("cert-manager.io/cluster-issuer").ShouldBe("x");
        live.Annotation("external-dns.alpha.kubernetes.io/hostname").ShouldBe("acme.example.com");
        (live.Label("team"), live.Label("plan")).ShouldBe(("a", "pro"));
        live.Annotation("lynq.sh/deletion-policy").ShouldBe("Delete");
    });

    [Scenario]
    public Task S23_Conditional_text(Backend backend) => RunAsync(backend, "S23", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme", plan: "new");
        const string Domain = "{{ if and .url (eq .plan \"verified\") }}{{ .url }}{{ else }}{{ .uid }}.example.com{{ end }}";
        await s.FormAsync(Dep("app", $"{U}-web", 1, env: [Env("NODE_DOMAIN", Domain)]));
        await s.AppearsAsync(Kinds.Deployment, "acme-web", T1);
        await UntilAsync("the default domain", T1, async () => await DomainAsync() == "acme.example.com");
        await s.Db.ExecuteAsync("UPDATE tenants SET plan='verified', url='app.acme.com' WHERE id='acme'");
        await UntilAsync("the tenant's own domain", T2, async () => await DomainAsync() == "app.acme.com");

        async Task<string?> DomainAsync() =>
            (await s.GetAsync(Kinds.Deployment, "acme-web")).Text("spec", "template", "spec", "containers", "0", "env", "0", "value");
    });

    [Scenario]
    public Task S24_Value_with_an_unmapped_variable_and_default(Backend backend) => RunAsync(backend, "S24", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Cm("ok", $"{U}-ok", ("x", "{{ .optionalField | default \"fallback\" }}")), Cm("bad", $"{U}-bad", ("x", "{{ .optionalField }}")));
        await s.DataAsync("acme-ok", "x", "fallback", T1);
        await UntilAsync("one resource failed", T1, async () => (await s.NodeAsync("acme-f")).Count("status", "failedResources") == 1);
        (await s.ExistsAsync(Kinds.ConfigMap, "acme-bad")).ShouldBeFalse();
    });
}
