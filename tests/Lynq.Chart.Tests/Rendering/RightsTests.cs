using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Lynq.Chart.Tests.Rendering;

public sealed class RightsTests
{
    private static readonly string[] OfRights = ["ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"];

    [HelmFact]
    public async Task Covers_all_kinds_of_forms_and_leaves_wildcards_out()
    {
        var rendered = await Helm.TemplateAsync();
        var rules = Rules(rendered.Get("ClusterRole", "lynq-manager-role"));
        foreach (var resource in (string[])
            [
                "/configmaps", "/namespaces", "/persistentvolumeclaims", "/secrets", "/serviceaccounts", "/services",
                "apps/daemonsets", "apps/deployments", "apps/statefulsets", "batch/cronjobs", "batch/jobs",
                "networking.k8s.io/ingresses", "networking.k8s.io/networkpolicies", "autoscaling/horizontalpodautoscalers", "policy/poddisruptionbudgets",
                "operator.lynq.sh/lynqnodes",
            ])
        {
            foreach (var verb in (string[])["get", "list", "watch", "create", "update", "patch", "delete"])
                rules.ShouldContain($"{verb} {resource}");
        }

        rules.ShouldContain("patch operator.lynq.sh/lynqhubs/status");
        rules.ShouldContain("update operator.lynq.sh/lynqnodes/finalizers");
        rules.ShouldNotContain("create operator.lynq.sh/lynqhubs");
        rendered.OfKind("ClusterRole").Concat(rendered.OfKind("Role")).SelectMany(Rules).ShouldAllBe(r => !r.Contains('*'));
    }

    [HelmFact]
    public async Task Gives_rights_in_the_watched_namespaces_only()
    {
        var rendered = await Helm.TemplateAsync(ValueSets.Of("namespaces"));
        rendered.Find("ClusterRole", "lynq-manager-role").ShouldBeNull();
        var roles = rendered.OfKind("Role").Where(r => (string)r["metadata"]!["name"]! == "lynq-manager-role").ToList();
        roles.Select(r => (string)r["metadata"]!["namespace"]!).ShouldBe(["shop", "billing"], ignoreOrder: true);
        Rules(roles[0]).ShouldNotContain("get /namespaces");
        rendered.Arguments.ShouldContain("--watch-namespaces=shop,billing");
        foreach (var webhook in rendered.Get("ValidatingWebhookConfiguration")["webhooks"]!.AsArray())
            webhook!["namespaceSelector"]!["matchExpressions"]![0]!["values"]!.ToJsonString().ShouldBe("""["shop","billing"]""");
    }

    [HelmFact]
    public async Task Needs_nothing_of_the_whole_cluster_with_the_least_rights()
    {
        var rendered = await Helm.TemplateAsync(ValueSets.Of("least rights"));
        rendered.Objects.Select(o => (string)o["kind"]!).ShouldAllBe(kind => !kind.StartsWith("Cluster", StringComparison.Ordinal) && kind != "Namespace");
        var secrets = rendered.OfKind("Role").SelectMany(r => r["rules"]!.AsArray()).Where(r => r!["resources"]!.ToJsonString().Contains("\"secrets\"", StringComparison.Ordinal));
        var rule = secrets.ShouldHaveSingleItem()!;
        rule["resourceNames"]!.ToJsonString().ShouldBe("""["db"]""");
        rule["verbs"]!.ToJsonString().ShouldBe("""["get","list","watch"]""");
    }

    /// <summary>tests/Lynq.Scenarios runs the operator under exactly these.</summary>
    [HelmTheory]
    [InlineData("scenarios", "cluster")]
    [InlineData("scenarios of a namespace", "namespaced")]
    public async Task Renders_the_rights_under_which_the_scenarios_run(string set, string mode)
    {
        var rights = (await Helm.TemplateAsync(ValueSets.Of(set))).Text.Split("---\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(document => OfRights.Any(kind => document.Contains($"\nkind: {kind}\n", StringComparison.Ordinal)));
        await Snapshot.CompareAsync($"rights-{mode}", string.Concat(rights.Select(document => $"---\n{document}")));
    }

    [HelmFact]
    public async Task Adds_the_rules_that_are_given()
    {
        var rules = Rules((await Helm.TemplateAsync(ValueSets.Of("own rules only"))).Get("ClusterRole", "lynq-manager-role"));
        rules.ShouldContain("patch argoproj.io/applications");
        rules.ShouldNotContain("get apps/deployments");
    }

    [HelmFact]
    public async Task May_write_its_authority_only_without_cert_manager_and_only_into_its_own_configurations()
    {
        (await Helm.TemplateAsync(ValueSets.Of("cert-manager"))).Find("ClusterRole", "lynq-webhook-authority-role").ShouldBeNull();
        var rendered = await Helm.TemplateAsync(ValueSets.Of("own certificates"));
        var patches = rendered.Get("ClusterRole", "lynq-webhook-authority-role")["rules"]!.AsArray().Where(r => r!["verbs"]!.ToJsonString().Contains("patch", StringComparison.Ordinal));
        patches.Select(r => (string)r!["resourceNames"]![0]!).ShouldBe(
            [.. rendered.Objects.Where(o => ((string)o["kind"]!).EndsWith("WebhookConfiguration", StringComparison.Ordinal)).Select(o => (string)o["metadata"]!["name"]!)],
            ignoreOrder: true);
    }

    [HelmFact]
    public async Task The_dashboard_reads_hubs_and_never_secrets()
    {
        var rules = Rules((await Helm.TemplateAsync(ValueSets.Of("dashboard"))).Get("ClusterRole", "lynq-dashboard"));
        rules.ShouldContain("list operator.lynq.sh/lynqhubs");
        rules.ShouldAllBe(r => !r.EndsWith("/secrets", StringComparison.Ordinal) && (r.StartsWith("get ", StringComparison.Ordinal) || r.StartsWith("list ", StringComparison.Ordinal) || r.StartsWith("watch ", StringComparison.Ordinal)));
    }

    private static List<string> Rules(JsonObject role) =>
    [
        .. from rule in role["rules"]!.AsArray()
           from verb in rule!["verbs"]!.AsArray()
           from at in Places(rule.AsObject())
           select $"{verb} {at}",
    ];

    private static IEnumerable<string> Places(JsonObject rule) =>
        rule["nonResourceURLs"]?.AsArray().Select(u => (string)u!)
        ?? (from g in rule["apiGroups"]!.AsArray() from r in rule["resources"]!.AsArray() select $"{g}/{r}");
}
