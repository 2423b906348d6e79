using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.Discovery;

/// <summary>OpenAPI v3 by group and version, as far as kubectl's explain, apply and validation read it.</summary>
internal sealed class OpenApiDocuments(ResourceCatalog catalog)
{
    private const string Components = "#/components/schemas/";
    private readonly ConcurrentDictionary<(string, int), JsonObject> _documents = new();

    /// <summary>The index: one path per group and version.</summary>
    public JsonObject Index()
    {
        var paths = new JsonObject();
        foreach (var version in catalog.All.Select(type => type.Group.Length == 0 ? "api/" + type.Version : "apis/" + type.ApiVersion).Distinct(StringComparer.Ordinal))
            paths[version] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{version}?hash={catalog.Generation}" };
        return new JsonObject { ["paths"] = paths };
    }

    /// <summary>The document of api/v1 or apis/group/version; null when it is not served.</summary>
    public JsonObject? Document(string group, string version) =>
        catalog.ServesGroupVersion(group, version) ? _documents.GetOrAdd((group + "/" + version, catalog.Generation), _ => Build(group, version)) : null;

    private JsonObject Build(string group, string version)
    {
        var schemas = new JsonObject();
        var paths = new JsonObject();
        foreach (var type in catalog.All.Where(type => type.Group == group && type.Version == version))
        {
            AddPaths(paths, type);
            var name = RootName(type);
            var root = type.Custom is { } custom ? CustomRoot(custom.OpenApi) : OpenApiSchemas.Of(type.Schema, schemas);
            root["x-kubernetes-group-version-kind"] = new JsonArray(Gvk(type));
            schemas[name] = root;
            OpenApiSchemas.Reference(BuiltinTypes.ObjectMeta, schemas);
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    // A custom resource's own schema, with the three members that every object has.
    private static JsonObject CustomRoot(JsonObject? openApi)
    {
        var root = openApi?.Copy() ?? new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };
        var properties = root.Ensure("properties");
        properties["apiVersion"] = new JsonObject { ["type"] = "string", ["description"] = "The group and version that the object is written in." };
        properties["kind"] = new JsonObject { ["type"] = "string", ["description"] = "What the object is." };
        properties["metadata"] = new JsonObject { ["description"] = "The object's name, labels, owners and what else every object has.", ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = Components + OpenApiSchemas.NameOf("ObjectMeta") }) };
        return root;
    }

    private static void AddPaths(JsonObject paths, ResourceType type)
    {
        var root = type.Group.Length == 0 ? "/api/" + type.Version : "/apis/" + type.ApiVersion;
        var collection = type.Namespaced ? $"{root}/namespaces/{{namespace}}/{type.Plural}" : $"{root}/{type.Plural}";
        paths[collection] = new JsonObject
        {
            ["get"] = Operation(type, "list"),
            ["post"] = Operation(type, "post", "dryRun", "fieldManager", "fieldValidation"),
        };
        if (type.IsVirtual) return;
        paths[collection + "/{name}"] = new JsonObject
        {
            ["get"] = Operation(type, "get"),
            ["put"] = Operation(type, "put", "dryRun", "fieldManager", "fieldValidation"),
            ["patch"] = Operation(type, "patch", "dryRun", "fieldManager", "fieldValidation", "force"),
            ["delete"] = Operation(type, "delete", "dryRun", "gracePeriodSeconds", "propagationPolicy"),
        };
    }

    private static JsonObject Operation(ResourceType type, string action, params string[] parameters) => new()
    {
        ["parameters"] = new JsonArray([.. parameters.Select(name => (JsonNode)new JsonObject
        {
            ["name"] = name,
            ["in"] = "query",
            ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
        })]),
        ["responses"] = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = "OK",
                ["content"] = new JsonObject
                {
                    ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = Components + RootName(type) } },
                },
            },
        },
        ["x-kubernetes-action"] = action,
        ["x-kubernetes-group-version-kind"] = Gvk(type),
    };

    private static JsonObject Gvk(ResourceType type) =>
        new() { ["group"] = type.Group, ["kind"] = type.Kind, ["version"] = type.Version };

    private static string RootName(ResourceType type)
    {
        var group = type.Group.Length == 0 ? "core" : string.Join('.', type.Group.Split('.').Reverse());
        return type.Custom is null ? $"io.k8s.api.{group}.{type.Version}.{type.Kind}" : $"{group}.{type.Version}.{type.Kind}";
    }
}
