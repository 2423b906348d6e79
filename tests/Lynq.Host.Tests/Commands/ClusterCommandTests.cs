using System.Text.Json.Nodes;
using Lynq.Testing;

namespace Lynq.Host.Tests.Commands;

/// <summary>The commands that look at a cluster, on one demo that runs for all of them.</summary>
public sealed class ClusterCommandTests(RunningDemo demo) : IClassFixture<RunningDemo>
{
    [Fact]
    public async Task Diff_finds_nothing_for_the_form_that_is_there() =>
        (await RunAsync("diff", "-f", demo.FormFile, "--exit-code")).ShouldPrint("2 nodes, 6 objects: 0 created, 0 changed, 0 deleted, 0 orphaned, 0 failed, 6 unchanged");

    [Fact]
    public async Task Diff_shows_each_field_that_a_changed_form_would_change()
    {
        var changed = demo.Changed(form => form
            .Replace("{{ .uid | title }}", "{{ .uid | upper }}", StringComparison.Ordinal)
            .Replace("- port: 80", "- port: 8080", StringComparison.Ordinal));
        var outcome = await RunAsync("diff", "-f", changed, "--exit-code");

        outcome.Errors.ShouldBeEmpty();
        outcome.ExitCode.ShouldBe(1);
        outcome.Output.ShouldContain("  ~ ConfigMap default/acme-settings\n      ~ data.greeting: Hello Acme -> Hello ACME\n");
        outcome.Output.ShouldContain("  ~ Service default/acme\n");
        outcome.Output.TrimEnd().ShouldEndWith("2 nodes, 6 objects: 0 created, 4 changed, 0 deleted, 0 orphaned, 0 failed, 2 unchanged");
    }

    [Fact]
    public async Task Diff_shows_objects_that_would_come_and_go()
    {
        var changed = demo.Changed(form => form.Replace("nameTemplate: \"{{ .uid }}\"", "nameTemplate: \"{{ .uid }}-front\"", StringComparison.Ordinal));
        var diff = JsonNode.Parse((await RunAsync("diff", "-f", changed, "-o", "json")).Output)!.AsArray();
        diff.Count.ShouldBe(2);
        diff[0]!["objects"]!.AsArray().Where(o => (string?)o!["fate"] != "Unchanged").Select(o => $"{o!["fate"]} {o["kind"]} {o["name"]}").ShouldBe(
            ["Created Service default/acme-front", "Deleted Service default/acme"]);

        (await RunAsync("preview", "-f", changed)).ShouldPrint("""
            KIND         CREATED   CHANGED   DELETED   ORPHANED   FAILED   UNCHANGED
            ConfigMap    0         0         0         0          0        2
            Deployment   0         0         0         0          0        2
            LynqNode     0         0         0         0          0        2
            Service      2         0         2         0          0        0
            """);
    }

    [Fact]
    public async Task Preview_counts_what_the_rows_would_give_for_a_form_that_has_no_nodes_yet()
    {
        var added = demo.Changed(form => form
            .Replace("name: shop", "name: extra", StringComparison.Ordinal)
            .Replace("{{ .uid }}-settings", "{{ .uid }}-extra-settings", StringComparison.Ordinal)
            .Replace("nameTemplate: \"{{ .uid }}-web\"", "nameTemplate: \"{{ .uid }}-extra\"", StringComparison.Ordinal));
        const string counts = """
            KIND         CREATED   CHANGED   DELETED   ORPHANED   FAILED   UNCHANGED
            ConfigMap    2         0         0         0          0        0
            Deployment   2         0         0         0          0        0
            LynqNode     2         0         0         0          0        0
            Service      0         2         0         0          0        0
            """;
        (await RunAsync("preview", "-f", added)).ShouldPrint(counts);
        (await RunAsync("preview", "-f", added, "--remembered")).ShouldPrint(counts);

        var three = await RunAsync("preview", "-f", added, "-o", "json", "--row", "id=newcomer", "plan=free", "replicas=1", "active=1");
        three.Errors.ShouldBeEmpty();
        ((int)JsonNode.Parse(three.Output)!["LynqNode"]!["created"]!).ShouldBe(1);
        ((int)JsonNode.Parse(three.Output)!["Service"]!["created"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Preview_of_a_form_without_a_hub_says_what_to_give()
    {
        var stray = demo.Changed(form => form.Replace("hubId: tenants", "hubId: nobody", StringComparison.Ordinal));
        (await RunAsync("preview", "-f", stray))
            .ShouldBeRefused("form shop names hub \"nobody\", which is neither in namespace default nor in the files: give it, or --rows");
    }

    [Fact]
    public async Task A_form_whose_resources_could_not_be_applied_fails_the_command_and_says_which()
    {
        var broken = demo.Changed(form => form.Replace("nameTemplate: \"{{ .uid }}-web\"", "nameTemplate: \"{{ .uuid }}-web\"", StringComparison.Ordinal));
        var diff = await RunAsync("diff", "-f", broken);
        diff.ExitCode.ShouldBe(1);
        diff.Output.ShouldContain("  ! Deployment web: nameTemplate:");
        (await RunAsync("preview", "-f", broken)).ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("name: shop", "generateName: shop", "LynqForm: metadata.name is missing")]
    [InlineData("hubId: tenants", "hubId: ''", "LynqForm shop: spec.hubId is missing")]
    public async Task A_form_without_name_or_hub_is_refused_by_its_field(string line, string by, string says)
    {
        var incomplete = demo.Changed(form => form.Replace(line, by, StringComparison.Ordinal));
        foreach (var command in (string[])["diff", "preview"])
            (await RunAsync(command, "-f", incomplete, "--row", "uid=a")).ShouldBeRefused($"{incomplete}: {says}");
        (await LynqProgram.RunAsync("render", "-f", incomplete, "--row", "uid=a")).ShouldBeRefused($"{incomplete}: {says}");
    }

    [Fact]
    public async Task Migration_of_what_this_operator_made_changes_nothing() =>
        (await RunAsync("migrate", "check")).ShouldPrint("2 nodes, 6 objects: 0 created, 0 changed, 0 deleted, 0 orphaned, 0 failed, 6 unchanged");

    [Fact]
    public async Task Why_has_nothing_to_explain_about_a_ready_node()
    {
        var outcome = await RunAsync("why", "acme-shop");
        outcome.ExitCode.ShouldBe(0);
        outcome.Output.ShouldStartWith("✓ LynqNode acme-shop: Reconciled");
        outcome.Output.TrimEnd().ShouldEndWith("(3 of 3 resources ready)");
        (await RunAsync("why", "nobody-shop")).ShouldBeRefused("there is no LynqNode nobody-shop in namespace default: kubectl get lynqnodes -A shows all");
    }

    [Fact]
    public async Task Orphans_lists_what_is_marked_so_in_any_namespace()
    {
        await demo.ApplyAsync("""
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: left-over
              namespace: kube-system
              labels: {lynq.sh/orphaned: "true"}
              annotations: {lynq.sh/orphaned-at: "2026-01-02T03:04:05Z", lynq.sh/orphaned-reason: LynqNodeDeleted}
            """);
        (await RunAsync("orphans")).ShouldPrint("""
            KIND        NAMESPACE     NAME        REASON            ORPHANED AT
            ConfigMap   kube-system   left-over   LynqNodeDeleted   2026-01-02T03:04:05Z
            """);
        (await RunAsync("orphans", "-n", "default")).ShouldPrint("No orphaned objects found.");
        var listed = JsonNode.Parse((await RunAsync("orphans", "-o", "json")).Output)!.AsArray();
        ((string?)listed.ShouldHaveSingleItem()!["name"]).ShouldBe("left-over");
    }

    private Task<ProgramRun> RunAsync(params string[] arguments) => LynqProgram.RunAsync([.. arguments, "--kubeconfig", demo.Kubeconfig]);
}
