using Lynq.Host.Rights;
using Lynq.Host.Tests.Operating;
using Lynq.Sandbox;
using Lynq.Testing;

namespace Lynq.Host.Tests.Rights;

/// <summary>What <c>lynq run</c> says of its own rights, and of those that a form's resources need, as a user of a server with roles.</summary>
public sealed class OwnRightsTests
{
    private const string Token = "operator-token";

    [Fact]
    public async Task Says_at_the_start_which_rights_are_missing_and_says_nothing_of_those_it_has()
    {
        await using var cluster = await StartAsync("""
            - {apiGroups: [operator.lynq.sh], resources: ["*"], verbs: [get, list, watch, patch]}
            - {apiGroups: [operator.lynq.sh], resources: [lynqnodes], verbs: [create]}
            """);
        await using var lynq = await RunningOperator.StartAsync(cluster.KubeconfigOf(Token), "--enable-webhooks=false", "--zap-encoder=console");

        await Eventually.Holds(() => lynq.Log.Contains("may not delete lynqnodes.operator.lynq.sh in all namespaces: bind the chart's roles", StringComparison.Ordinal), $"it says so: {lynq.Log}");
        await Eventually.Holds(() => lynq.Log.Contains("may not create, patch events in all namespaces", StringComparison.Ordinal), "and of events");
        lynq.Log.Split("The operator may not").Length.ShouldBe(3, lynq.Log);
    }

    [Fact]
    public async Task A_right_that_a_resource_needs_is_named_in_the_nodes_status_and_once_in_the_log()
    {
        await using var cluster = await StartAsync("""
            - {apiGroups: [operator.lynq.sh], resources: ["*"], verbs: ["*"]}
            - {apiGroups: [""], resources: [events], verbs: ["*"]}
            - {apiGroups: [""], resources: [configmaps], verbs: [get, list, watch]}
            """);
        await cluster.CreateHubAsync("acme", "globex");
        await cluster.CreateFormAsync();
        await using var lynq = await RunningOperator.StartAsync(cluster.KubeconfigOf(Token), "--enable-webhooks=false", "--zap-encoder=console");

        const string right = "resource \"configmaps\" in API group \"\" in the namespace \"default\"; grant it to the operator: rbac.extraRules of the chart, or the rules that lynq rbac generate prints";
        foreach (var node in (string[])["acme-shop", "globex-shop"])
        {
            await Eventually.Holds(
                async () => await cluster.GetAsync("operator.lynq.sh/v1", "LynqNode", "default", node) is { } live
                    && live.TryGetProperty("status", out var status) && status.GetRawText().Replace("\\u0022", "\\\"", StringComparison.Ordinal).Contains(right.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal),
                $"the status of {node} names the right: {lynq.Log}");
        }

        await Eventually.Holds(() => lynq.Log.Contains(right, StringComparison.Ordinal), "the log names it");
        lynq.Log.Split("A right is missing (told once)").Length.ShouldBe(2, lynq.Log);
        lynq.Log.ShouldNotContain("The operator may not");
    }

    [Fact]
    public void Asks_for_each_namespace_that_is_served_and_for_the_lease_when_a_leader_is_elected()
    {
        OwnRights.Needed(["a", "b"], "c").Select(right => right.Namespace).Distinct().ShouldBe(["a", "b", "c"]);
        OwnRights.Needed([], null).ShouldAllBe(right => right.Namespace.Length == 0 && right.Resource != "leases");
    }

    private static async Task<SmallCluster> StartAsync(string rules)
    {
        var cluster = await SmallCluster.StartAsync(new SandboxOptions
        {
            Rbac = true,
            Users = new Dictionary<string, SandboxUser>(StringComparer.Ordinal) { [Token] = new("operator") },
        });
        await cluster.ApplyAsync($$"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: some}
            rules:
            - {apiGroups: [authorization.k8s.io], resources: [selfsubjectaccessreviews], verbs: [create]}
            {{rules}}
            """);
        await cluster.ApplyAsync("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: some}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: some}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: operator}]
            """);
        return cluster;
    }
}
