using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.FieldManagement;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Schemas;

/// <summary>Checks a custom resource against its schema.</summary>
internal static class StructuralValidation
{
    /// <summary>All findings; <paramref name="old"/> is the object before an update, for transition rules.</summary>
    public static List<FieldCause> Validate(JsonObject value, JsonObject? old, SchemaNode schema)
    {
        var causes = new List<FieldCause>();
        Check(value, schema, "", causes);
        if (causes.Count == 0) CelRules.Check(value, old, schema, "", causes);
        return causes;
    }

    private static void Check(JsonNode? value, SchemaNode schema, string path, List<FieldCause> causes)
    {
        if (value is null)
        {
            if (schema.Constraints is { Nullable: false } && schema.Kind != SchemaKind.Any)
                causes.Add(FieldCause.WrongType(path, "null", TypeName(schema.Kind)));
            return;
        }

        if (!HasKind(value, schema.Kind))
        {
            causes.Add(FieldCause.WrongType(path, JsonTypeName(value), TypeName(schema.Kind)));
            return;
        }

        switch (value)
        {
            case JsonObject members:
                Members(members, schema, path, causes);
                break;
            case JsonArray items:
                Items(items, schema, path, causes);
                break;
            default:
                break;
        }

        if (schema.Constraints is { } rules) ValueRules.Check(value, rules, schema.Format, path, causes, Fits);
    }

    private static bool Fits(JsonNode? value, SchemaNode schema)
    {
        var causes = new List<FieldCause>();
        Check(value, schema, "", causes);
        return causes.Count == 0;
    }

    private static void Members(JsonObject members, SchemaNode schema, string path, List<FieldCause> causes)
    {
        foreach (var required in schema.Required)
        {
            if (!members.ContainsKey(required)) causes.Add(FieldCause.Required(Join(path, required)));
        }

        foreach (var (name, member) in members)
        {
            if (path.Length == 0 && name == "metadata") continue;
            if (schema.Properties.TryGetValue(name, out var property)) Check(member, property, Join(path, name), causes);
            else if (schema.Values is not null) Check(member, schema.Values, Join(path, name), causes);
        }

        if (schema.Embedded && members.Text("apiVersion").Length == 0) causes.Add(FieldCause.Required(Join(path, "apiVersion"), "must not be empty"));
        if (schema.Embedded && members.Text("kind").Length == 0) causes.Add(FieldCause.Required(Join(path, "kind"), "must not be empty"));
    }

    private static void Items(JsonArray items, SchemaNode schema, string path, List<FieldCause> causes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var at = path + "[" + i.ToString(CultureInfo.InvariantCulture) + "]";
            if (schema.Items is not null) Check(items[i], schema.Items, at, causes);
            if (schema.ListMerge == ListMerge.Atomic || PathElements.Item(schema, items[i]) is not { } key || seen.Add(key)) continue;
            var shown = schema.ListMerge == ListMerge.Set ? items[i]?.DeepClone() : JsonNode.Parse(key.AsSpan(2).ToString());
            causes.Add(FieldCause.Duplicate(at, shown));
        }
    }

    private static bool HasKind(JsonNode value, SchemaKind kind)
    {
        var actual = value.GetValueKind();
        return kind switch
        {
            SchemaKind.String => actual == JsonValueKind.String,
            SchemaKind.Integer => actual == JsonValueKind.Number && value.AsLong() is not null,
            SchemaKind.Number => actual == JsonValueKind.Number,
            SchemaKind.Boolean => actual is JsonValueKind.True or JsonValueKind.False,
            SchemaKind.Object => actual == JsonValueKind.Object,
            SchemaKind.List => actual == JsonValueKind.Array,
            SchemaKind.IntOrString => actual == JsonValueKind.String || (actual == JsonValueKind.Number && value.AsLong() is not null),
            _ => true,
        };
    }

    private static string TypeName(SchemaKind kind) => kind switch
    {
        SchemaKind.List => "array",
        SchemaKind.IntOrString => "integer,string",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string JsonTypeName(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.AsLong() is null ? "number" : "integer",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;
}
