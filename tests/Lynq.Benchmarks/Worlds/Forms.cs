using System.Text.Json.Nodes;

namespace Lynq.Benchmarks.Worlds;

/// <summary>The forms of the benchmarks.</summary>
internal static class Forms
{
    /// <summary>ConfigMap, Service and Secret; with four resources a second ConfigMap. No readiness to wait for.</summary>
    public static JsonObject Small(int resources)
    {
        var maps = new JsonArray(ConfigMap("config", "{{ .uid }}-config"));
        if (resources > 3) maps.Add(ConfigMap("more", "{{ .uid }}-more"));
        return new JsonObject
        {
            ["hubId"] = "hub",
            ["configMaps"] = maps,
            ["services"] = new JsonArray(Item("service", "{{ .uid }}-web", Parse("""
                {"apiVersion":"v1","kind":"Service","spec":{"selector":{"app":"{{ .uid }}"},"ports":[{"name":"http","port":80,"targetPort":8080,"protocol":"TCP"}]}}
                """))),
            ["secrets"] = new JsonArray(Item("secret", "{{ .uid }}-secret", Parse("""
                {"apiVersion":"v1","kind":"Secret","type":"Opaque","stringData":{"token":"{{ .uid | sha1sum }}","url":"{{ .url }}"}}
                """))),
        };
    }

    /// <summary>One Deployment whose readiness is waited for.</summary>
    public static JsonObject Workload(int maxSkew) => new()
    {
        ["hubId"] = "hub",
        ["rollout"] = new JsonObject { ["maxSkew"] = maxSkew },
        ["deployments"] = Deployments("registry.k8s.io/pause:3.9"),
    };

    /// <summary>The Deployment with an image.</summary>
    public static JsonArray Deployments(string image)
    {
        var body = (JsonObject)Parse("""
            {"apiVersion":"apps/v1","kind":"Deployment","spec":{"replicas":1,"selector":{"matchLabels":{"app":"{{ .uid }}"}},
             "template":{"metadata":{"labels":{"app":"{{ .uid }}"}},"spec":{"containers":[{"name":"app"}]}}}}
            """);
        body["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = image;
        return new JsonArray(Item("app", "{{ .uid }}-app", body));
    }

    private static JsonObject ConfigMap(string id, string name) => Item(id, name, Parse("""
        {"apiVersion":"v1","kind":"ConfigMap","data":{"plan":"{{ .plan }}","region":"{{ .region }}","host":"{{ .uid }}.example.com"}}
        """));

    private static JsonObject Item(string id, string name, JsonNode body) => new() { ["id"] = id, ["nameTemplate"] = name, ["spec"] = body };

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
