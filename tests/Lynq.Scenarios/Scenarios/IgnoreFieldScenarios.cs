using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

public sealed class IgnoreFieldScenarios
{
    [Scenario]
    public Task S35_Replicas_under_autoscaling(Backend backend) => RunAsync(backend, "S35", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Dep("app", $"{U}-web", 3, "app:1").Ignoring("$.spec.replicas"));
        (await s.AppearsAsync(Kinds.Deployment, "acme-web", T1)).Count("spec", "replicas").ShouldBe(3);
        await s.ApplyAsync(Kinds.Deployment, "acme-web", Json.Parse("""{"spec":{"replicas":5}}"""), manager: "autoscaler");

        await s.ChangeFormAsync(Dep("app", $"{U}-web", 3, "app:2").Ignoring("$.spec.replicas"));
        await UntilAsync("the image is updated", T2, async () =>
        {
            var live = await s.GetAsync(Kinds.Deployment, "acme-web");
            live.Count("spec", "replicas").ShouldBe(5);
            return ImageOf(live) == "app:2";
        });
        await StaysAsync(Watching, async () => (await s.GetAsync(Kinds.Deployment, "acme-web")).Count("spec", "replicas").ShouldBe(5));

        await s.ChangeFormAsync(Dep("app", $"{U}-web", 3, "app:2"));
        await UntilAsync("replicas are the template's", T2, async () => (await s.GetAsync(Kinds.Deployment, "acme-web")).Count("spec", "replicas") == 3);
    });

    [Scenario]
    public Task S36_Keys_indexes_and_misses(Backend backend) => RunAsync(backend, "S36", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        Item Map(string other) => Cm("c", $"{U}-c", ("app.properties", "from form"), ("other", other))
            .Ignoring("$.data['app.properties']", "$.data.absent", "$.metadata.annotations['x.io/y']");
        Item Web(string label) => Dep("app", $"{U}-web", 1, "app:1")
            .Object(deployment => deployment["spec"]!["template"]!["metadata"]!["labels"]!["v"] = label)
            .Ignoring("$.spec.template.spec.containers[0].resources").With("waitForReady", false);
        await s.FormAsync(Map("1"), Web("1"));
        await s.NodesReadyAsync(T1, "acme-f");
        await s.PatchAsync(Kinds.ConfigMap, "acme-c", """{"metadata":{"annotations":{"x.io/y":"hand"}},"data":{"app.properties":"hand"}}""");
        await s.JsonPatchAsync(Kinds.Deployment, "acme-web", """[{"op":"add","path":"/spec/template/spec/containers/0/resources","value":{"limits":{"cpu":"1"}}}]""");

        await s.ChangeFormAsync(Map("2"), Web("2"));
        await s.DataAsync("acme-c", "other", "2", T2);
        await UntilAsync("the label is updated", T2, async () => (await s.GetAsync(Kinds.Deployment, "acme-web")).Text("spec", "template", "metadata", "labels", "v") == "2");
        await StaysAsync(TimeSpan.FromSeconds(3), async () =>
        {
            var map = await s.GetAsync(Kinds.ConfigMap, "acme-c");
            (map.Text("data", "app.properties"), map.Annotation("x.io/y")).ShouldBe(("hand", "hand"));
            (await s.GetAsync(Kinds.Deployment, "acme-web")).Text("spec", "template", "spec", "containers", "0", "resources", "limits", "cpu").ShouldBe("1");
        });
        (await s.NodeAsync("acme-f")).Count("status", "failedResources").ShouldBe(0);
    });

    [Scenario]
    public Task S36_Wildcard_keeps_each_container_its_own(Backend backend) => RunAsync(backend, "S36w", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        Item Web(string label) => Dep("app", $"{U}-web", 1, "app:1")
            .Object(deployment =>
            {
                deployment["spec"]!["template"]!["metadata"]!["labels"]!["v"] = label;
                deployment["spec"]!["template"]!["spec"]!["containers"] = new JsonArray(Json.Map(("name", "a"), ("image", "x:0")), Json.Map(("name", "b"), ("image", "y:0")));
            })
            .Ignoring("$.spec.template.spec.containers[*].image").With("waitForReady", false);
        await s.FormAsync(Web("1"));
        await s.NodesReadyAsync(T1, "acme-f");
        await s.JsonPatchAsync(Kinds.Deployment, "acme-web", """
            [{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"x:1"},{"op":"replace","path":"/spec/template/spec/containers/1/image","value":"y:2"}]
            """);
        await s.ChangeFormAsync(Web("2"));
        await UntilAsync("the label is updated", T2, async () => (await s.GetAsync(Kinds.Deployment, "acme-web")).Text("spec", "template", "metadata", "labels", "v") == "2");
        var live = await s.GetAsync(Kinds.Deployment, "acme-web");
        (ImageOf(live), ImageOf(live, 1)).ShouldBe(("x:1", "y:2"));
    });

    private static string? ImageOf(JsonElement? deployment, int container = 0) =>
        deployment.Text("spec", "template", "spec", "containers", container.ToString(CultureInfo.InvariantCulture), "image");
}
