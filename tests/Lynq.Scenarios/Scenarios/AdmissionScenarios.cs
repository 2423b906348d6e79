using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

/// <summary>
/// What is refused and what is added. The object first meets the server's schema and then the operator's webhooks, as in a
/// cluster that has them registered.
/// </summary>
public sealed class AdmissionScenarios
{
    [Scenario]
    public Task S14_Rejections(Backend backend) => RunAsync(backend, "S14", async s =>
    {
        JsonObject Hub(Action<JsonNode> change) => Changed(s.HubBody("h", "tenants"), change);
        JsonObject Form(params Item[] items) => s.FormBody("f", "h", null, items);
        var map = Cm("c", $"{U}-c", ("a", "1"));
        (JsonObject Body, string[] Says)[] cases =
        [
            (Hub(spec => { spec["source"]!["type"] = "mysql"; spec["source"]!.AsObject().Remove("mysql"); spec["source"]!.AsObject().Remove("sqlite"); }), ["mysql configuration is required"]),
            (Hub(spec => spec["valueMappings"]!["uid"] = ""), ["uid"]),
            (Hub(spec => spec["source"]!["syncInterval"] = "30"), ["syncInterval"]),
            (Form(map, Sec("c", $"{U}-s", ("a", "1"))), ["duplicate"]),
            (Form(map, map), ["duplicate", "Duplicate"]),
            (Form(map.DependsOn("nowhere")), ["non-existent"]),
            (Form(Cm("a", "a", ("k", "1")).DependsOn("b"), Cm("b", "b", ("k", "1")).DependsOn("a")), ["circular dependency", "cycle detected"]),
            (Form(map.With("nameTemplate", "{{ .uid | invalidFunc }}")), ["invalidFunc"]),
            (Form(map.With("nameTemplate", "{{ .uid | | trim }}")), ["template"]),
            (Form(map.Ignoring("$[invalid")), ["$[invalid"]),
            (Form(map.With("timeoutSeconds", 3601)), ["timeoutSeconds"]),
            (s.FormBody("f", "h", -1, map), ["maxSkew"]),
            (Changed(s.FormBody("f", "h", 1, map), spec => spec["rollout"]!["progressDeadlineSeconds"] = 59), ["progressDeadlineSeconds"]),
        ];
        foreach (var (body, says) in cases)
        {
            var verdict = await s.AdmitAsync(body);
            verdict.Allowed.ShouldBeFalse(body.ToJsonString());
            says.Any(text => verdict.Message.Contains(text, StringComparison.Ordinal)).ShouldBeTrue($"{verdict.Message} does not have {string.Join(" or ", says)}");
        }
    });

    // The rule is in the definition itself, in a language that servers read since 1.25.
    [Scenario(Since = 25)]
    public Task S14_HubId_is_immutable(Backend backend) => RunAsync(backend, "S14h", async s =>
    {
        await s.FormAsync(Cm("c", $"{U}-c", ("a", "1")));
        var refusal = await Should.ThrowAsync<KubernetesException>(() => s.PatchAsync(Kinds.Form, "f", """{"spec":{"hubId":"other"}}"""));
        refusal.Message.ShouldContain("hubId is immutable");
    });

    [Scenario]
    public Task S15_Defaults(Backend backend) => RunAsync(backend, "S15", async s =>
    {
        var form = await s.AdmitAsync(s.FormBody("f", "h", null, Cm("c", "c", ("a", "1"))));
        form.Allowed.ShouldBeTrue(form.Message);
        var item = form.Object.At("spec", "configMaps", "0");
        (item.Text("creationPolicy"), item.Text("deletionPolicy"), item.Text("conflictPolicy"), item.Text("patchStrategy")).ShouldBe(("WhenNeeded", "Delete", "Stuck", "apply"));
        (item.Text("waitForReady"), item.Text("timeoutSeconds"), item.Text("skipOnDependencyFailure")).ShouldBe(("True", "300", "True"));

        var mysql = Changed(s.HubBody("h", "tenants"), spec =>
        {
            spec["source"] = Json.Parse("""{"type":"mysql","mysql":{"host":"db","username":"u","database":"d","table":"t"}}""");
            spec["valueMappings"]!["hostOrUrl"] = "url";
        });
        var hub = await s.AdmitAsync(mysql);
        hub.Allowed.ShouldBeTrue(hub.Message);
        (hub.Object.Text("spec", "source", "mysql", "port"), hub.Object.Text("spec", "source", "syncInterval")).ShouldBe(("3306", "30s"));
        hub.Warnings.ShouldContain(warning => warning.Contains("deprecated", StringComparison.OrdinalIgnoreCase));
    });

    [Scenario]
    public Task S16_Custom_variables_in_names_labels_annotations(Backend backend) => RunAsync(backend, "S16", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme", plan: "pro", cfg: """{"tier":"gold"}""");
        var item = Cm("c", "{{ .uid }}-{{ .plan }}", ("a", "1"))
            .With("labelsTemplate", Json.Map(("plan", "{{ .plan | default \"basic\" }}")))
            .With("annotationsTemplate", Json.Map(("cfg", "{{ (.cfg | fromJson).tier }}")));
        var verdict = await s.AdmitAsync(s.FormBody("f", "h", null, item));
        verdict.Allowed.ShouldBeTrue(verdict.Message);
        await s.FormAsync(item);
        var live = await s.AppearsAsync(Kinds.ConfigMap, "acme-pro", T1);
        (live.Label("plan"), live.Annotation("cfg")).ShouldBe(("pro", "gold"));
    });

    [Scenario]
    public Task S17_Form_before_hub(Backend backend) => RunAsync(backend, "S17", async s =>
    {
        var verdict = await s.AdmitAsync(s.FormBody("f", "h", null, Cm("c", $"{U}-c", ("a", "1"))));
        verdict.Allowed.ShouldBeTrue(verdict.Message);
        await s.FormAsync(Cm("c", $"{U}-c", ("a", "1")));
        await UntilAsync("the form is not valid", T1, async () => (await s.GetAsync(Kinds.Form, "f")).Has("Valid", "False"));
        await s.EventAsync("HubNotFound", T1, "f");
        await s.BaseAsync();
        await s.RowAsync("acme");
        await UntilAsync("the form is valid", T2, async () => (await s.GetAsync(Kinds.Form, "f")).Has("Valid", "True"));
        await s.NodesReadyAsync(T2, "acme-f");
    });

    private static JsonObject Changed(JsonObject body, Action<JsonNode> change)
    {
        change(body["spec"]!);
        return body;
    }
}
