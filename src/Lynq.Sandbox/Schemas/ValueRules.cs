using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;

namespace Lynq.Sandbox.Schemas;

/// <summary>Bounds, lengths, patterns, enums and combinations of one value, worded as the API server does.</summary>
internal static class ValueRules
{
    public static void Check(
        JsonNode value, Constraints rules, string? format, string path, List<FieldCause> causes, Func<JsonNode?, SchemaNode, bool> fits)
    {
        if (rules.Enum is { } allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
            causes.Add(FieldCause.NotSupported(path, value, allowed.Select(one => one is JsonValue text && text.TryGetValue(out string? plain) ? plain : one?.ToJsonString() ?? "null")));
        if (value.GetValueKind() == JsonValueKind.String) Text(value.GetValue<string>(), rules, format, path, causes);
        else if (value.GetValueKind() == JsonValueKind.Number) Number(value, rules, path, causes);
        else if (value is JsonArray items) Count(items, rules, path, causes);
        else if (value is JsonObject members) Count(members, rules, path, causes);
        Combinations(value, rules, path, causes, fits);
    }

    private static void Text(string text, Constraints rules, string? format, string path, List<FieldCause> causes)
    {
        var length = new StringInfo(text).LengthInTextElements;
        if (length < rules.MinLength) Add(causes, path, text, $"{path} in body should be at least {rules.MinLength} chars long");
        if (length > rules.MaxLength) causes.Add(FieldCause.TooLong(path, $"may not be more than {rules.MaxLength} bytes"));
        if (rules.Pattern is { } pattern && !pattern.IsMatch(text)) Add(causes, path, text, $"{path} in body should match '{pattern}'");
        if (format == "date-time" && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _))
            Add(causes, path, text, $"{path} in body must be of type date-time: \"{text}\"");
    }

    private static void Number(JsonNode value, Constraints rules, string path, List<FieldCause> causes)
    {
        var number = double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
        if (rules.Minimum is { } least && (rules.ExclusiveMinimum ? number <= least : number < least))
            Add(causes, path, value, $"{path} in body should be greater than {(rules.ExclusiveMinimum ? "" : "or equal to ")}{least.ToString(CultureInfo.InvariantCulture)}");
        if (rules.Maximum is { } most && (rules.ExclusiveMaximum ? number >= most : number > most))
            Add(causes, path, value, $"{path} in body should be less than {(rules.ExclusiveMaximum ? "" : "or equal to ")}{most.ToString(CultureInfo.InvariantCulture)}");
        if (rules.MultipleOf is { } step && Math.Abs(number / step - Math.Round(number / step)) > 1e-9)
            Add(causes, path, value, $"{path} in body should be a multiple of {step.ToString(CultureInfo.InvariantCulture)}");
    }

    private static void Count(JsonArray items, Constraints rules, string path, List<FieldCause> causes)
    {
        if (items.Count < rules.MinItems) Add(causes, path, items.Count, $"{path} in body should have at least {rules.MinItems} items");
        if (items.Count > rules.MaxItems) causes.Add(FieldCause.TooMany(path, items.Count, rules.MaxItems.Value));
        if (rules.UniqueItems && items.Select(item => item?.ToJsonString()).Distinct(StringComparer.Ordinal).Count() < items.Count)
            Add(causes, path, items.Count, $"{path} in body shouldn't contain duplicates");
    }

    private static void Count(JsonObject members, Constraints rules, string path, List<FieldCause> causes)
    {
        if (members.Count < rules.MinProperties) Add(causes, path, members.Count, $"{path} in body should have at least {rules.MinProperties} properties");
        if (members.Count > rules.MaxProperties) causes.Add(FieldCause.TooMany(path, members.Count, rules.MaxProperties.Value));
    }

    private static void Combinations(
        JsonNode value, Constraints rules, string path, List<FieldCause> causes, Func<JsonNode?, SchemaNode, bool> fits)
    {
        if (!rules.AllOf.All(one => fits(value, one))) Add(causes, path, value, "must validate all the schemas (allOf)");
        if (rules.AnyOf.Count > 0 && !rules.AnyOf.Any(one => fits(value, one))) Add(causes, path, value, "must validate at least one schema (anyOf)");
        if (rules.OneOf.Count > 0 && rules.OneOf.Count(one => fits(value, one)) != 1) Add(causes, path, value, "must validate one and only one schema (oneOf)");
        if (rules.Not is { } not && fits(value, not)) Add(causes, path, value, "must not validate the schema (not)");
    }

    private static void Add(List<FieldCause> causes, string path, JsonNode? value, string why) =>
        causes.Add(FieldCause.Invalid(path, value, why));
}
