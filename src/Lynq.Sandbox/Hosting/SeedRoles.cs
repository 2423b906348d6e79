using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Hosting;

/// <summary>The roles and bindings that every cluster has, as far as clients lean on them; whether or not they decide.</summary>
internal static class SeedRoles
{
    private const string ApiVersion = "rbac.authorization.k8s.io/v1";

    private static readonly (string Name, string Rule, string[] Groups)[] All =
    [
        ("cluster-admin", "", ["system:masters"]),
        ("system:basic-user",
            """{"apiGroups":["authorization.k8s.io"],"resources":["selfsubjectaccessreviews","selfsubjectrulesreviews"],"verbs":["create"]}""",
            ["system:authenticated"]),
        ("system:discovery",
            """{"nonResourceURLs":["/api","/api/*","/apis","/apis/*","/healthz","/livez","/openapi","/openapi/*","/readyz","/version","/version/"],"verbs":["get"]}""",
            ["system:authenticated"]),
        ("system:public-info-viewer",
            """{"nonResourceURLs":["/healthz","/livez","/readyz","/version","/version/"],"verbs":["get"]}""",
            ["system:authenticated", "system:unauthenticated"]),
    ];

    public static async Task CreateAsync(ObjectWriter writer, ResourceCatalog catalog, CancellationToken cancellation)
    {
        foreach (var (name, rule, groups) in All)
        {
            // cluster-admin itself is there already.
            if (rule.Length > 0) await PutAsync("ClusterRole", name, new JsonObject { ["rules"] = new JsonArray(JsonNode.Parse(rule)) });
            await PutAsync("ClusterRoleBinding", name, new JsonObject
            {
                ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = name },
                ["subjects"] = new JsonArray([.. groups.Select(group =>
                    new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "Group", ["name"] = group })]),
            });
        }

        async Task PutAsync(string kind, string name, JsonObject value)
        {
            var labels = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" };
            value["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels };
            await writer.CreateAsync(catalog.FindKind(ApiVersion, kind)!, value, "", WriteOptions.For("kube-apiserver"), cancellation);
        }
    }
}
