using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Hosting;

/// <summary>What every cluster has from the start.</summary>
internal static class SeedObjects
{
    public static async Task CreateAsync(ObjectWriter writer, ResourceCatalog catalog, CancellationToken cancellation)
    {
        foreach (var name in (string[])["default", "kube-node-lease", "kube-public", "kube-system"])
            await PutAsync("v1", "Namespace", "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        await PutAsync("v1", "Service", "default", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = "kubernetes",
                ["labels"] = new JsonObject { ["component"] = "apiserver", ["provider"] = "kubernetes" },
            },
            ["spec"] = new JsonObject
            {
                ["clusterIP"] = "10.96.0.1",
                ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = 443, ["protocol"] = "TCP", ["targetPort"] = 6443 }),
            },
        });
        await PutAsync("rbac.authorization.k8s.io/v1", "ClusterRole", "", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "cluster-admin", ["labels"] = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" } },
            ["rules"] = new JsonArray(
                new JsonObject { ["apiGroups"] = new JsonArray("*"), ["resources"] = new JsonArray("*"), ["verbs"] = new JsonArray("*") },
                new JsonObject { ["nonResourceURLs"] = new JsonArray("*"), ["verbs"] = new JsonArray("*") }),
        });

        async Task PutAsync(string apiVersion, string kind, string inNamespace, JsonObject value) =>
            await writer.CreateAsync(catalog.FindKind(apiVersion, kind)!, value, inNamespace, WriteOptions.For("kube-apiserver"), cancellation);
    }
}
