using System.Text.Json;
using Lynq.Crds;
using Lynq.Host.Admission;
using Lynq.Host.Rights;
using Lynq.Host.Tests.Operating;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Sandbox;
using Lynq.Sandbox.Faults;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Tests.Admission;

/// <summary>What a form needs and the operator lacks, asked of a server with roles.</summary>
public sealed class FormAccessTests
{
    [Fact]
    public async Task Names_the_verbs_and_resources_that_are_missing_and_asks_once()
    {
        await using var cluster = await SmallCluster.StartAsync(new SandboxOptions
        {
            Rbac = true,
            Users = new Dictionary<string, SandboxUser>(StringComparer.Ordinal) { ["operator-token"] = new("operator") },
        });
        await cluster.ApplyAsync("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: some}
            rules:
            - {apiGroups: [""], resources: [configmaps], verbs: ["*"]}
            - {apiGroups: [""], resources: [secrets], verbs: [get, list, watch]}
            - {apiGroups: [authorization.k8s.io], resources: [selfsubjectaccessreviews], verbs: [create]}
            """);
        await cluster.ApplyAsync("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: some}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: some}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: operator}]
            """);
        using var client = new KubernetesClient(
            KubernetesConfigurationLoader.Load(cluster.KubeconfigOf("operator-token")), new(), TimeProvider.System, NullLogger<KubernetesClient>.Instance);
        var access = new ApiFormAccess(new AccessReviews(client, new FakeTimeProvider()), new Discovery(client));
        var form = Form("""
            {"configMaps":[{"id":"a","spec":{"apiVersion":"v1","kind":"ConfigMap"}}],
             "secrets":[{"id":"b","spec":{"apiVersion":"v1","kind":"Secret"}},{"id":"c","targetNamespace":"{{ .uid }}","spec":{"apiVersion":"v1","kind":"Secret"}}],
             "namespaces":[{"id":"d","spec":{"apiVersion":"v1","kind":"Namespace"}}],
             "manifests":[{"id":"e","spec":{"apiVersion":"example.com/v1","kind":"Gadget"}}]}
            """);

        string[] expected =
        [
            "the operator may not create, patch, delete secrets in namespace shop: grant it (rbac.extraRules of the chart, or lynq rbac generate)",
            "the operator may not create, patch, delete secrets in all namespaces: grant it (rbac.extraRules of the chart, or lynq rbac generate)",
            "the operator may not get, list, watch, create, patch, delete namespaces: grant it (rbac.extraRules of the chart, or lynq rbac generate)",
            "the cluster has no kind example.com/v1 Gadget yet: nodes wait until its CustomResourceDefinition is installed",
        ];
        (await access.MissingAsync(form, "shop", default)).ShouldBe(expected, ignoreOrder: true);
        var asked = cluster.Sandbox.Requests.Count("create", "selfsubjectaccessreviews.authorization.k8s.io");
        asked.ShouldBe(24);

        (await access.MissingAsync(form, "shop", default)).ShouldBe(expected, ignoreOrder: true);
        cluster.Sandbox.Requests.Count("create", "selfsubjectaccessreviews.authorization.k8s.io").ShouldBe(asked);
    }

    [Fact]
    public async Task Says_nothing_when_nobody_answers()
    {
        await using var cluster = await SmallCluster.StartAsync();
        cluster.Sandbox.Faults.Add(new FaultRule { Fault = new Fault.Answer(503), Resource = "selfsubjectaccessreviews.authorization.k8s.io" });
        var access = new ApiFormAccess(new AccessReviews(cluster.Client, TimeProvider.System), new Discovery(cluster.Client));

        (await access.MissingAsync(Form("""{"configMaps":[{"id":"a","spec":{"apiVersion":"v1","kind":"ConfigMap"}}]}"""), "shop", default)).ShouldBeEmpty();
    }

    private static LynqForm Form(string spec) =>
        JsonSerializer.Deserialize("""{"apiVersion":"operator.lynq.sh/v1","kind":"LynqForm","metadata":{"name":"f"},"spec":""" + spec + "}", CrdJson.Default.LynqForm)!;
}
