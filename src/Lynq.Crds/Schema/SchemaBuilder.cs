using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lynq.Crds.Schema;

/// <summary>Makes structural OpenAPI v3 schemas of the C# types: their shape, their attributes, their documentation.</summary>
internal sealed class SchemaBuilder(FieldDescriptions descriptions)
{
    /// <summary>The schema of a root type. No field of it is required (contract §1).</summary>
    internal JsonObject Root(Type type)
    {
        var schema = Record(type);
        schema["description"] = descriptions.Of(type);
        schema["properties"]!["metadata"] = new JsonObject { ["type"] = "object" };
        return schema;
    }

    private JsonObject Record(Type type)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in FieldsOf(type))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            properties[name] = Field(type, property);
            if (property.IsDefined(typeof(RequiredAttribute)))
                required.Add(name);
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
            schema["required"] = required;
        return schema;
    }

    private static IEnumerable<PropertyInfo> FieldsOf(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => !p.IsDefined(typeof(JsonIgnoreAttribute)) && !p.IsDefined(typeof(JsonExtensionDataAttribute)));

    private JsonObject Field(Type owner, PropertyInfo property)
    {
        var schema = Shape(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        schema["description"] = descriptions.Of(property);
        AddRules(schema, property);
        if (owner.GetCustomAttribute<ResourceListMapKeyAttribute>() is { } map && property.DeclaringType == typeof(ResourceSet))
        {
            schema["x-kubernetes-list-type"] = "map";
            schema["x-kubernetes-list-map-keys"] = new JsonArray(map.Key);
        }

        return schema;
    }

    private JsonObject Shape(Type type)
    {
        if (type == typeof(string))
            return new() { ["type"] = "string" };
        if (type == typeof(bool))
            return new() { ["type"] = "boolean" };
        if (type == typeof(int) || type == typeof(long))
            return new() { ["type"] = "integer", ["format"] = type == typeof(int) ? "int32" : "int64" };
        if (type == typeof(DateTimeOffset))
            return new() { ["type"] = "string", ["format"] = "date-time" };
        if (type == typeof(JsonElement) || type == typeof(ObjectMeta))
            return new() { ["type"] = "object" };
        if (type == typeof(IReadOnlyDictionary<string, string>))
            return new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new() { ["type"] = "array", ["items"] = Item(type.GetGenericArguments()[0]) };
        return Record(type);
    }

    private JsonObject Item(Type type)
    {
        var schema = Shape(type);
        if (type != typeof(string))
            schema["description"] = descriptions.Of(type);
        return schema;
    }

    private static void AddRules(JsonObject schema, PropertyInfo property)
    {
        foreach (var attribute in property.GetCustomAttributes())
        {
            switch (attribute)
            {
                case DefaultValueAttribute rule:
                    schema["default"] = Literal(rule.Value);
                    break;
                case SchemaDefaultAttribute rule:
                    schema["properties"]![rule.Field]!["default"] = Literal(rule.Value);
                    break;
                case AllowedValuesAttribute rule:
                    schema["enum"] = new JsonArray([.. rule.Values.Select(Literal)]);
                    break;
                case RegularExpressionAttribute rule:
                    schema["pattern"] = rule.Pattern;
                    break;
                case RangeAttribute rule:
                    AddBounds(schema, rule);
                    break;
                case MinLengthAttribute rule:
                    schema["minLength"] = rule.Length;
                    break;
                case MaxLengthAttribute rule:
                    schema[schema["type"]!.GetValue<string>() == "array" ? "maxItems" : "maxLength"] = rule.Length;
                    break;
                case PreserveUnknownFieldsAttribute:
                    schema["x-kubernetes-preserve-unknown-fields"] = true;
                    break;
                case CelRuleAttribute rule:
                    schema["x-kubernetes-validations"] = new JsonArray(new JsonObject { ["rule"] = rule.Rule, ["message"] = rule.Message });
                    break;
            }
        }
    }

    // An upper bound that is the type's own says nothing.
    private static void AddBounds(JsonObject schema, RangeAttribute range)
    {
        schema["minimum"] = Convert.ToInt64(range.Minimum, CultureInfo.InvariantCulture);
        if (Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture) < int.MaxValue)
            schema["maximum"] = Convert.ToInt64(range.Maximum, CultureInfo.InvariantCulture);
    }

    private static JsonNode? Literal(object? value) => value switch
    {
        string text => JsonValue.Create(text),
        int number => JsonValue.Create(number),
        bool flag => JsonValue.Create(flag),
        _ => throw new InvalidOperationException($"no JSON literal for {value}"),
    };
}
