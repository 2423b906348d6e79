using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Tests.Conformance;

/// <summary>The custom kinds of the cases.</summary>
internal static class ConformanceKinds
{
    public static IReadOnlyList<JsonObject> All => [Crd("Widget", Widget, status: true), Crd("Gadget", Gadget, status: false), Scaled(Crd("Sprocket", Sprocket, status: true))];

    private const string Widget = """
        {"type":"object","properties":{
          "spec":{"type":"object","required":["colour"],"properties":{
            "colour":{"type":"string","enum":["red","blue"]},
            "size":{"type":"integer","default":3,"minimum":1,"maximum":10},
            "name":{"type":"string","pattern":"^[a-z]+$","maxLength":5},
            "ratio":{"type":"number"},
            "on":{"type":"boolean"},
            "when":{"type":"string","nullable":true},
            "port":{"x-kubernetes-int-or-string":true},
            "map":{"type":"object","additionalProperties":{"type":"string"}},
            "whole":{"type":"object","x-kubernetes-map-type":"atomic","additionalProperties":{"type":"string"}},
            "nested":{"type":"object","properties":{"deep":{"type":"string","default":"sea"},"other":{"type":"string"}}},
            "plain":{"type":"array","items":{"type":"string"}},
            "names":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
            "parts":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["id"],"items":{"type":"object","required":["id"],"properties":{"id":{"type":"string"},"text":{"type":"string"},"level":{"type":"integer","default":1}}}},
            "free":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}},
          "status":{"type":"object","properties":{"phase":{"type":"string"},"count":{"type":"integer"}}}}}
        """;

    private const string Gadget = """{"type":"object","x-kubernetes-preserve-unknown-fields":true}""";

    private const string Sprocket = """
        {"type":"object","properties":{
          "spec":{"type":"object","properties":{
            "teeth":{"type":"integer"},
            "metal":{"type":"string","x-kubernetes-validations":[{"rule":"self == oldSelf","message":"the metal stays"}]}}},
          "status":{"type":"object","properties":{"teeth":{"type":"integer"},"selector":{"type":"string"}}}}}
        """;

    private static JsonObject Scaled(JsonObject crd)
    {
        crd["spec"]!["versions"]![0]!["subresources"]!["scale"] = new JsonObject
        {
            ["specReplicasPath"] = ".spec.teeth",
            ["statusReplicasPath"] = ".status.teeth",
            ["labelSelectorPath"] = ".status.selector",
        };
        return crd;
    }

    private static JsonObject Crd(string kind, string schema, bool status)
    {
        var plural = kind.ToLowerInvariant() + "s";
        var version = new JsonObject
        {
            ["name"] = "v1",
            ["served"] = true,
            ["storage"] = true,
            ["schema"] = new JsonObject { ["openAPIV3Schema"] = JsonNode.Parse(schema) },
        };
        if (status) version["subresources"] = new JsonObject { ["status"] = new JsonObject() };
        return new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = plural + ".conformance.lynq.sh" },
            ["spec"] = new JsonObject
            {
                ["group"] = "conformance.lynq.sh",
                ["scope"] = "Namespaced",
                ["names"] = new JsonObject { ["kind"] = kind, ["plural"] = plural, ["singular"] = kind.ToLowerInvariant(), ["listKind"] = kind + "List" },
                ["versions"] = new JsonArray(version),
            },
        };
    }
}
