using System.Text;
using System.Text.Json;
using Lynq.Kubernetes;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>A kind of object that the form makes of a row. It says the row's plan, so it changes with it.</summary>
/// <param name="Resource">The kind.</param>
/// <param name="Array">The array of the form that it stands in.</param>
/// <param name="FormEntry">What stands in that array.</param>
/// <param name="Says">Whether an object says a plan.</param>
internal sealed record TenantObject(ApiResource Resource, string Array, string FormEntry, Func<JsonElement, string, bool> Says)
{
    public static TenantObject ConfigMap { get; } = new(
        new("", "v1", "ConfigMap", "configmaps", Namespaced: true),
        "configMaps",
        """{"id":"c","nameTemplate":"{{ .uid }}-c","spec":{"apiVersion":"v1","kind":"ConfigMap","data":{"plan":"{{ .plan }}"}}}""",
        (item, plan) => TextAt(item, "data", "plan") == plan);

    public static TenantObject Service { get; } = new(
        new("", "v1", "Service", "services", Namespaced: true),
        "services",
        """
        {"id":"s","nameTemplate":"{{ .uid }}-s","spec":{"apiVersion":"v1","kind":"Service",
         "spec":{"selector":{"app":"{{ .uid }}","plan":"{{ .plan }}"},"ports":[{"name":"http","port":80,"targetPort":8080,"protocol":"TCP"}]}}}
        """,
        (item, plan) => TextAt(item, "spec", "selector", "plan") == plan);

    public static TenantObject Secret { get; } = new(
        new("", "v1", "Secret", "secrets", Namespaced: true),
        "secrets",
        """{"id":"k","nameTemplate":"{{ .uid }}-k","spec":{"apiVersion":"v1","kind":"Secret","type":"Opaque","stringData":{"plan":"{{ .plan }}"}}}""",
        (item, plan) => TextAt(item, "data", "plan") == Convert.ToBase64String(Encoding.UTF8.GetBytes(plan)));

    private static string? TextAt(JsonElement item, params IEnumerable<string> path)
    {
        foreach (var member in path)
        {
            if (!item.TryGetProperty(member, out item))
                return null;
        }

        return item.GetString();
    }
}
