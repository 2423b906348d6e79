namespace Lynq.Scenarios;

/// <summary>One item of a form: the array it sits in and its content. The conventions' shorthands make them.</summary>
internal sealed record Item(string Array, JsonObject Content)
{
    public string Id => Content["id"]!.GetValue<string>();

    /// <summary>The same item with a field more, or another value of it.</summary>
    public Item With(string field, JsonNode? value)
    {
        var copy = (JsonObject)Content.DeepClone();
        copy[field] = value;
        return this with { Content = copy };
    }

    public Item DependsOn(params string[] ids) => With("dependIds", new JsonArray([.. ids.Select(id => JsonValue.Create(id))]));

    public Item Ignoring(params string[] paths) => With("ignoreFields", new JsonArray([.. paths.Select(path => JsonValue.Create(path))]));

    public Item Retained() => With("deletionPolicy", "Retain");

    public Item Once() => With("creationPolicy", "Once");

    public Item In(string ns) => With("targetNamespace", ns);

    /// <summary>The same item with its object changed.</summary>
    public Item Object(Action<JsonObject> change)
    {
        var copy = (JsonObject)Content.DeepClone();
        change((JsonObject)copy["spec"]!);
        return this with { Content = copy };
    }
}

/// <summary>The shorthands of the scenarios' conventions; "u" in their names stands for the row's uid.</summary>
internal static class Items
{
    public const string U = "{{ .uid }}";

    public static Item Of(string array, string id, string name, JsonObject body) =>
        new(array, Json.Map(("id", id), ("nameTemplate", name), ("spec", body)));

    public static Item Cm(string id, string name, params (string Key, string Value)[] data) =>
        Of("configMaps", id, name, Json.Map(("apiVersion", "v1"), ("kind", "ConfigMap"), ("data", Json.Map([.. data.Select(pair => (pair.Key, (JsonNode?)pair.Value))]))));

    public static Item Sec(string id, string name, params (string Key, string Value)[] data) =>
        Of("secrets", id, name, Json.Map(("apiVersion", "v1"), ("kind", "Secret"), ("stringData", Json.Map([.. data.Select(pair => (pair.Key, (JsonNode?)pair.Value))]))));

    public static Item Dep(string id, string name, JsonNode replicas, string image = "registry.k8s.io/pause:3.9", JsonArray? env = null)
    {
        var container = Json.Map(("name", "app"), ("image", image));
        if (env is not null) container["env"] = env;
        return Of("deployments", id, name, Json.Map(
            ("apiVersion", "apps/v1"),
            ("kind", "Deployment"),
            ("spec", Json.Map(
                ("replicas", replicas),
                ("selector", Json.Map(("matchLabels", Json.Map(("app", name))))),
                ("template", PodTemplate(name, container))))));
    }

    public static Item Svc(string id, string name, JsonObject? selector = null) => Of("services", id, name, Json.Map(
        ("apiVersion", "v1"),
        ("kind", "Service"),
        // Servers before 1.21 need the protocol in an apply: it is part of the list's key.
        ("spec", Json.Map(("selector", selector ?? Json.Map(("app", name))), ("ports", new JsonArray(Json.Map(("port", 80), ("protocol", "TCP"))))))));

    public static Item Ing(string id, string name, string host) => Of("ingresses", id, name, Json.Map(
        ("apiVersion", "networking.k8s.io/v1"),
        ("kind", "Ingress"),
        ("spec", Json.Map(("rules", new JsonArray(Json.Map(
            ("host", host),
            ("http", Json.Map(("paths", new JsonArray(Json.Map(
                ("path", "/"),
                ("pathType", "Prefix"),
                ("backend", Json.Map(("service", Json.Map(("name", "web"), ("port", Json.Map(("number", 80)))))))))))))))))));

    public static Item Ns(string id, string name) => Of("namespaces", id, name, Json.Map(("apiVersion", "v1"), ("kind", "Namespace")));

    public static Item Job(string id, string name) => Of("jobs", id, name, Json.Map(
        ("apiVersion", "batch/v1"),
        ("kind", "Job"),
        ("spec", Json.Map(("template", Json.Map(("spec", Json.Map(
            ("restartPolicy", "Never"),
            ("containers", new JsonArray(Json.Map(("name", "app"), ("image", "registry.k8s.io/pause:3.9"))))))))))));

    public static Item Man(string id, string apiVersion, string kind, string name, JsonObject body)
    {
        body["apiVersion"] = apiVersion;
        body["kind"] = kind;
        return Of("manifests", id, name, body);
    }

    public static JsonObject PodTemplate(string app, JsonObject container) => Json.Map(
        ("metadata", Json.Map(("labels", Json.Map(("app", app))))),
        ("spec", Json.Map(("containers", new JsonArray(container)))));

    public static JsonObject Env(string name, string value) => Json.Map(("name", name), ("value", value));

    /// <summary>The spec of a form.</summary>
    public static JsonObject FormSpec(string hub, IEnumerable<Item> items, int? maxSkew = null)
    {
        var spec = Json.Map(("hubId", hub));
        if (maxSkew is { } skew) spec["rollout"] = Json.Map(("maxSkew", skew));
        foreach (var array in items.GroupBy(item => item.Array))
            spec[array.Key] = new JsonArray([.. array.Select(item => item.Content.DeepClone())]);
        return spec;
    }
}
