using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;

namespace Lynq.Sandbox.Schemas;

/// <summary>
/// x-kubernetes-validations, in the form that our CRDs use: <c>self == oldSelf</c>. Such transition rules run only where there is
/// a value before and after. Other rules are not evaluated: what they would refuse, only a real API server refuses.
/// </summary>
internal static class CelRules
{
    public static bool Supports(string rule) => Normal(rule) == "self==oldSelf";

    public static void Check(JsonNode? value, JsonNode? old, SchemaNode schema, string path, List<FieldCause> causes)
    {
        if (value is null || old is null) return;
        foreach (var rule in schema.Constraints?.Rules ?? [])
        {
            if (Supports(rule.Rule) && !JsonNode.DeepEquals(value, old)) causes.Add(Refused(rule, value, path));
        }

        if (value is JsonObject members && old is JsonObject before)
        {
            foreach (var (name, member) in members)
                Check(member, before[name], schema.Member(name), path.Length == 0 ? name : path + "." + name, causes);
        }
        else if (value is JsonArray items && old is JsonArray earlier && schema.ListMerge == ListMerge.Map)
        {
            Items(items, earlier, schema, path, causes);
        }
    }

    // Items correlate by their keys; items of other lists do not correlate at all.
    private static void Items(JsonArray items, JsonArray earlier, SchemaNode schema, string path, List<FieldCause> causes)
    {
        var before = earlier.GroupBy(item => FieldManagement.PathElements.Item(schema, item) ?? "", StringComparer.Ordinal)
            .ToDictionary(item => item.Key, item => item.First(), StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (before.TryGetValue(FieldManagement.PathElements.Item(schema, items[i]) ?? "", out var twin))
                Check(items[i], twin, schema.Items ?? SchemaNode.Deduced, path + "[" + i.ToString(CultureInfo.InvariantCulture) + "]", causes);
        }
    }

    private static FieldCause Refused(CelRule rule, JsonNode value, string path)
    {
        var message = rule.Message ?? "failed rule: " + rule.Rule;
        var shown = value is JsonObject or JsonArray ? JsonValue.Create(value is JsonObject ? "object" : "array") : value;
        return FieldCause.Invalid(path, shown, message);
    }

    private static string Normal(string rule) => string.Concat(rule.Where(letter => !char.IsWhiteSpace(letter)));
}
