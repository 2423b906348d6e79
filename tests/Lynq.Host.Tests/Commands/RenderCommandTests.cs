using System.Text.Json.Nodes;

namespace Lynq.Host.Tests.Commands;

public sealed class RenderCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prints_manifests_for_a_row()
    {
        var form = _folder.Write("form.yaml", Manifests.Form);
        (await LynqProgram.RunAsync("render", "-f", form, "--row", "uid=acme", "--row", "plan=1", "--row", "replicas=3")).ShouldPrint("""
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              annotations:
                lynq.sh/deletion-policy: Delete
              labels:
                app: acme
                lynq.sh/node: acme-shop
                lynq.sh/node-namespace: default
              name: acme-web
              namespace: default
            spec:
              replicas: 3
              selector:
                matchLabels:
                  app: acme
              template:
                metadata:
                  labels:
                    app: acme
                spec:
                  containers:
                  - image: shop:1
                    name: web
            ---
            apiVersion: v1
            data:
              plan: '1'
            kind: ConfigMap
            metadata:
              annotations:
                lynq.sh/deletion-policy: Delete
              labels:
                lynq.sh/node: acme-shop
                lynq.sh/node-namespace: default
              name: acme-settings
              namespace: default
            """);
    }

    [Fact]
    public async Task Reads_rows_by_the_hubs_columns_and_leaves_inactive_ones_out()
    {
        var all = _folder.Write("all.yaml", $"{Manifests.Hub}---\n{Manifests.Form}");
        var rows = _folder.Write("rows.csv", "id,active,plan,replicas\nacme,1,\"gold, or \"\"more\"\"\",2\nidle,0,none,1\nzeta,yes,free,1\n");
        var outcome = await LynqProgram.RunAsync("render", "-f", all, "--rows", rows, "-n", "shops", "-o", "json");

        outcome.Errors.ShouldBeEmpty();
        var items = JsonNode.Parse(outcome.Output)!["items"]!.AsArray();
        items.Select(i => (string?)i!["metadata"]!["name"]).ShouldBe(["acme-web", "acme-settings", "zeta-web", "zeta-settings"]);
        items.ShouldAllBe(i => (string?)i!["metadata"]!["namespace"] == "shops");
        ((string?)items[1]!["data"]!["plan"]).ShouldBe("gold, or \"more\"");
    }

    [Fact]
    public async Task Takes_json_rows_as_a_driver_would_give_them()
    {
        var form = _folder.Write("form.yaml", Manifests.Form);
        var rows = _folder.Write("rows.json", """[{"uid": "acme", "plan": {"a": 1}, "replicas": 2}, {"uid": "beta", "plan": null, "replicas": 1}]""");
        var outcome = await LynqProgram.RunAsync("render", "-f", form, "--rows", rows, "-o", "json");

        var items = JsonNode.Parse(outcome.Output)!["items"]!.AsArray();
        ((string?)items[1]!["data"]!["plan"]).ShouldBe("""{"a": 1}""");
        ((string?)items[3]!["data"]!["plan"]).ShouldBe("");
    }

    [Fact]
    public async Task Shows_what_a_uid_makes_that_no_node_could_be_named_after()
    {
        var form = _folder.Write("form.yaml", Manifests.Form);
        var outcome = await LynqProgram.RunAsync("render", "-f", form, "--row", "uid=a\"b", "--row", "plan=1", "--row", "replicas=3", "-o", "json");

        outcome.Errors.ShouldBeEmpty();
        JsonNode.Parse(outcome.Output)!["items"]!.AsArray().Select(i => (string?)i!["metadata"]!["labels"]!["lynq.sh/node"]).ShouldBe(["a\"b-shop", "a\"b-shop"]);
    }

    [Fact]
    public async Task Names_row_resource_and_field_that_cannot_be_rendered()
    {
        var form = _folder.Write("form.yaml", Manifests.Form);
        var outcome = await LynqProgram.RunAsync("render", "-f", form, "--row", "uid=acme", "--row", "replicas=1");

        outcome.ExitCode.ShouldBe(1);
        outcome.Output.ShouldBeEmpty();
        outcome.Errors.TrimEnd().ShouldNotContain("\n");
        outcome.Errors.ShouldStartWith("lynq: default/acme-shop: resource \"settings\": spec.data.plan: ");
        outcome.Errors.ShouldContain("map has no entry for key \"plan\"");
    }

    [Fact]
    public async Task Says_what_is_missing()
    {
        var form = _folder.Write("form.yaml", Manifests.Form);
        var hub = _folder.Write("hub.yaml", Manifests.Hub);
        (await LynqProgram.RunAsync("render", "-f", form)).ShouldBeRefused("no row to render for: give --row uid=acme (and further variables), or --rows file");
        (await LynqProgram.RunAsync("render", "-f", form, "--row", "plan=1")).ShouldBeRefused("a row has no uid: give --row uid=…, a column of that name, or along with -f the hub that says which column it is");
        (await LynqProgram.RunAsync("render", "-f", form, "--row", "acme")).ShouldBeRefused("--row acme: write variable=value");
        (await LynqProgram.RunAsync("render", "-f", hub, "--row", "uid=acme")).ShouldBeRefused("no LynqForm (operator.lynq.sh/v1) in the given files");
    }
}
