using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Schemas;

/// <summary>Reads a CRD's openAPIV3Schema into the shape that merging, pruning, defaulting and validation use.</summary>
internal static class CrdSchemas
{
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    /// <summary>The shape of a whole custom resource.</summary>
    public static SchemaNode Root(JsonObject? openApi, bool preserveUnknown)
    {
        var schema = openApi is null ? new SchemaNode { Kind = SchemaKind.Object, PreserveUnknown = true } : Node(openApi);
        if (preserveUnknown) schema.PreserveUnknown = true;
        schema.Properties["apiVersion"] = new SchemaNode { Kind = SchemaKind.String };
        schema.Properties["kind"] = new SchemaNode { Kind = SchemaKind.String };
        schema.Properties["metadata"] = BuiltinTypes.ObjectMeta;
        return schema;
    }

    private static SchemaNode Node(JsonObject schema)
    {
        var items = schema.Child("items");
        var values = schema["additionalProperties"];
        var node = new SchemaNode
        {
            Kind = KindOf(schema),
            Format = schema["format"].AsText(),
            Items = items is null ? null : Node(items),
            Values = values is JsonObject shape ? Node(shape) : values?.GetValueKind() == JsonValueKind.True ? SchemaNode.Deduced : null,
            ListMerge = schema.Text("x-kubernetes-list-type") switch { "map" => ListMerge.Map, "set" => ListMerge.Set, _ => ListMerge.Atomic },
            ListKeys = [.. schema.Texts("x-kubernetes-list-map-keys")],
            Atomic = schema.Text("x-kubernetes-map-type") == "atomic",
            PreserveUnknown = schema.Flag("x-kubernetes-preserve-unknown-fields"),
            Embedded = schema.Flag("x-kubernetes-embedded-resource"),
            Required = [.. schema.Texts("required")],
            Default = schema["default"]?.DeepClone(),
            Constraints = ConstraintsOf(schema),
        };
        foreach (var (name, property) in schema.Child("properties") ?? [])
        {
            if (property is JsonObject declared) node.Properties[name] = Node(declared);
        }

        return node;
    }

    private static SchemaKind KindOf(JsonObject schema)
    {
        if (schema.Flag("x-kubernetes-int-or-string")) return SchemaKind.IntOrString;
        return schema.Text("type") switch
        {
            "string" => SchemaKind.String,
            "integer" => SchemaKind.Integer,
            "number" => SchemaKind.Number,
            "boolean" => SchemaKind.Boolean,
            "object" => SchemaKind.Object,
            "array" => SchemaKind.List,
            _ when schema.ContainsKey("properties") => SchemaKind.Object,
            _ => SchemaKind.Any,
        };
    }

    private static Constraints ConstraintsOf(JsonObject schema) => new()
    {
        Minimum = Real(schema, "minimum"),
        Maximum = Real(schema, "maximum"),
        ExclusiveMinimum = schema.Flag("exclusiveMinimum"),
        ExclusiveMaximum = schema.Flag("exclusiveMaximum"),
        MultipleOf = Real(schema, "multipleOf"),
        MinLength = (int?)schema.Number("minLength"),
        MaxLength = (int?)schema.Number("maxLength"),
        MinItems = (int?)schema.Number("minItems"),
        MaxItems = (int?)schema.Number("maxItems"),
        MinProperties = (int?)schema.Number("minProperties"),
        MaxProperties = (int?)schema.Number("maxProperties"),
        UniqueItems = schema.Flag("uniqueItems"),
        Pattern = schema["pattern"].AsText() is { } pattern ? new Regex(pattern, RegexOptions.CultureInvariant, PatternLimit) : null,
        Enum = schema.Array("enum") is { } values ? [.. values.Select(value => value?.DeepClone())] : null,
        Nullable = schema.Flag("nullable"),
        Rules = [.. schema.Objects("x-kubernetes-validations").Select(rule =>
            new CelRule(rule.Text("rule"), rule["message"].AsText(), rule["reason"].AsText(), rule["fieldPath"].AsText()))],
        AllOf = Alternatives(schema, "allOf"),
        AnyOf = Alternatives(schema, "anyOf"),
        OneOf = Alternatives(schema, "oneOf"),
        Not = schema.Child("not") is { } not ? Node(not) : null,
    };

    private static SchemaNode[] Alternatives(JsonObject schema, string name) => [.. schema.Objects(name).Select(Node)];

    private static double? Real(JsonObject schema, string name) =>
        schema[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) // Whole numbers may be held as such.
            : null;
}
