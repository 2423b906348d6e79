using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Discovery;

/// <summary>The discovery documents, in the plain and in the aggregated form.</summary>
internal sealed class DiscoveryDocuments(ResourceCatalog catalog)
{
    // As an API server ranks its groups; custom groups follow by name.
    private static readonly string[] Ranks =
    [
        "apiregistration.k8s.io", "apps", "events.k8s.io", "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch",
        "certificates.k8s.io", "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "storage.k8s.io", "admissionregistration.k8s.io",
        "apiextensions.k8s.io", "scheduling.k8s.io", "coordination.k8s.io", "node.k8s.io", "discovery.k8s.io",
    ];

    public static JsonObject CoreVersions(string serverAddress) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = serverAddress }),
    };

    public JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. Named().Select(group => (JsonNode)Describe(group.Key, group))]),
    };

    public JsonObject? Group(string name)
    {
        var versions = catalog.All.Where(resource => resource.Group == name && name.Length > 0).ToList();
        if (versions.Count == 0) return null;
        var group = Describe(name, versions);
        group.Insert(0, "apiVersion", "v1");
        group.Insert(0, "kind", "APIGroup");
        return group;
    }

    public JsonObject? Resources(string group, string version)
    {
        if (!catalog.ServesGroupVersion(group, version)) return null;
        var resources = new JsonArray();
        foreach (var type in catalog.All.Where(type => type.Group == group && type.Version == version).OrderBy(type => type.Plural, StringComparer.Ordinal))
        {
            resources.Add(Resource(type));
            foreach (var subresource in type.Subresources) resources.Add(Subresource(type, subresource));
        }

        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = group.Length == 0 ? version : group + "/" + version,
            ["resources"] = resources,
        };
    }

    /// <summary>APIGroupDiscoveryList, for /api (the core group only) or /apis.</summary>
    public JsonObject Aggregated(bool core, string documentVersion)
    {
        var groups = core ? catalog.All.Where(type => type.Group.Length == 0).GroupBy(type => type.Group, StringComparer.Ordinal) : Named();
        return new JsonObject
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = "apidiscovery.k8s.io/" + documentVersion,
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. groups.Select(group => (JsonNode)new JsonObject
            {
                ["metadata"] = group.Key.Length == 0 ? new JsonObject { ["creationTimestamp"] = null } : new JsonObject { ["name"] = group.Key, ["creationTimestamp"] = null },
                ["versions"] = new JsonArray([.. Versions(group).Select(version => (JsonNode)AggregatedVersion(version.Key, version))]),
            })]),
        };
    }

    private IEnumerable<IGrouping<string, ResourceType>> Named() => catalog.All
        .Where(type => type.Group.Length > 0)
        .GroupBy(type => type.Group, StringComparer.Ordinal)
        .OrderBy(group => Array.IndexOf(Ranks, group.Key) is var rank and >= 0 ? rank : Ranks.Length)
        .ThenBy(group => group.Key, StringComparer.Ordinal);

    private static IEnumerable<IGrouping<string, ResourceType>> Versions(IEnumerable<ResourceType> types) =>
        types.GroupBy(type => type.Version, StringComparer.Ordinal).OrderBy(version => version.Key, VersionOrder.Instance);

    private static JsonObject Describe(string name, IEnumerable<ResourceType> types)
    {
        var versions = Versions(types).Select(version => new JsonObject { ["groupVersion"] = name + "/" + version.Key, ["version"] = version.Key }).ToList();
        return new JsonObject
        {
            ["name"] = name,
            ["versions"] = new JsonArray([.. versions.Select(version => (JsonNode)version)]),
            ["preferredVersion"] = versions[0].DeepClone(),
        };
    }

    private static JsonObject Resource(ResourceType type)
    {
        var resource = new JsonObject
        {
            ["name"] = type.Plural,
            ["singularName"] = type.Singular,
            ["namespaced"] = type.Namespaced,
            ["kind"] = type.Kind,
            ["verbs"] = Texts(type.Verbs),
        };
        if (type.ShortNames.Length > 0) resource["shortNames"] = Texts(type.ShortNames);
        if (type.Categories.Length > 0) resource["categories"] = Texts(type.Categories);
        return resource;
    }

    private static JsonObject Subresource(ResourceType type, string subresource)
    {
        var (group, version, kind) = KindOf(type, subresource);
        var resource = new JsonObject { ["name"] = type.Plural + "/" + subresource, ["singularName"] = "", ["namespaced"] = type.Namespaced };
        if (group != type.Group || version != type.Version)
        {
            if (group.Length > 0) resource["group"] = group;
            resource["version"] = version;
        }

        resource["kind"] = kind;
        resource["verbs"] = Texts(VerbsOf(subresource));
        return resource;
    }

    private static JsonObject AggregatedVersion(string version, IEnumerable<ResourceType> types) => new()
    {
        ["version"] = version,
        ["freshness"] = "Current",
        ["resources"] = new JsonArray([.. types.OrderBy(type => type.Plural, StringComparer.Ordinal).Select(type => (JsonNode)AggregatedResource(type))]),
    };

    private static JsonObject AggregatedResource(ResourceType type)
    {
        var resource = new JsonObject
        {
            ["resource"] = type.Plural,
            ["responseKind"] = ResponseKind(type.Group, type.Version, type.Kind),
            ["scope"] = type.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = type.Singular,
            ["verbs"] = Texts(type.Verbs),
        };
        if (type.ShortNames.Length > 0) resource["shortNames"] = Texts(type.ShortNames);
        if (type.Categories.Length > 0) resource["categories"] = Texts(type.Categories);
        if (type.Subresources.Length == 0) return resource;
        resource["subresources"] = new JsonArray([.. type.Subresources.Select(subresource =>
        {
            var (group, version, kind) = KindOf(type, subresource);
            return (JsonNode)new JsonObject
            {
                ["subresource"] = subresource,
                ["responseKind"] = ResponseKind(group, version, kind),
                ["verbs"] = Texts(VerbsOf(subresource)),
            };
        })]);
        return resource;
    }

    private static JsonObject ResponseKind(string group, string version, string kind) =>
        new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static (string Group, string Version, string Kind) KindOf(ResourceType type, string subresource) => subresource switch
    {
        "scale" => ("autoscaling", "v1", "Scale"),
        "eviction" => ("policy", "v1", "Eviction"),
        "token" => ("authentication.k8s.io", "v1", "TokenRequest"),
        "binding" => ("", "v1", "Binding"),
        _ => (type.Group, type.Version, type.Kind),
    };

    private static string[] VerbsOf(string subresource) => subresource switch
    {
        "eviction" or "binding" or "token" => ["create"],
        "finalize" => ["update"],
        "log" => ["get"],
        _ => ["get", "patch", "update"],
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
