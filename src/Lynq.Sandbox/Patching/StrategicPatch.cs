using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.Patching;

/// <summary>Strategic merge patch: a merge patch that knows which lists merge by which key, and its $ directives.</summary>
internal static class StrategicPatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string ElementOrder = "$setElementOrder/";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";

    public static JsonObject Apply(JsonObject target, JsonObject patch, SchemaNode schema)
    {
        switch (patch.Text(Directive))
        {
            case "replace":
                return Clean(patch);
            case "delete":
                return [];
            default:
                break;
        }

        if (patch.Array(RetainKeys) is { } retained) Retain(target, retained);
        foreach (var (name, change) in patch)
        {
            if (name.StartsWith(DeleteFromList, StringComparison.Ordinal))
            {
                if (target.Array(name[DeleteFromList.Length..]) is { } list) Remove(list, change);
            }
            else if (!name.StartsWith('$'))
            {
                Member(target, name, change, schema.Member(name));
            }
        }

        foreach (var (name, order) in patch)
        {
            if (name.StartsWith(ElementOrder, StringComparison.Ordinal) && order is JsonArray wanted)
                Order(target, name[ElementOrder.Length..], wanted, schema);
        }

        return target;
    }

    private static void Member(JsonObject target, string name, JsonNode? change, SchemaNode schema)
    {
        switch (change)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject changes:
                target[name] = Detached(Apply(target.Child(name)?.Copy() ?? [], changes, schema));
                break;
            case JsonArray items when schema.PatchKey is { } key:
                target[name] = key == "*" ? Values(target.Array(name), items) : Items(target.Array(name), items, key, schema);
                break;
            default:
                target[name] = change.DeepClone();
                break;
        }
    }

    private static JsonArray Items(JsonArray? target, JsonArray patch, string key, SchemaNode schema)
    {
        if (patch.OfType<JsonObject>().Any(item => item.Text(Directive) == "replace" && item.Count == 1))
            return new JsonArray([.. patch.Where(item => item is not JsonObject { Count: 1 } one || !one.ContainsKey(Directive)).Select(item => item?.DeepClone())]);
        var result = target?.Select(item => item?.DeepClone()).ToList() ?? [];
        foreach (var change in patch.OfType<JsonObject>())
        {
            if (change[key] is not { } id)
                throw Errors.BadRequest($"map: {change.ToJsonString()} does not contain declared merge key: {key}");
            var index = result.FindIndex(item => JsonNode.DeepEquals((item as JsonObject)?[key], id));
            if (change.Text(Directive) == "delete")
            {
                if (index >= 0) result.RemoveAt(index);
            }
            else if (index >= 0)
            {
                result[index] = Detached(Apply(result[index]!.AsObject(), change, schema.Items ?? SchemaNode.Deduced));
            }
            else
            {
                result.Add(Apply([], change, schema.Items ?? SchemaNode.Deduced));
            }
        }

        return new JsonArray([.. result]);
    }

    private static JsonArray Values(JsonArray? target, JsonArray patch)
    {
        var result = target?.Copy() ?? [];
        foreach (var item in patch)
        {
            if (!result.Any(known => JsonNode.DeepEquals(known, item))) result.Add(item?.DeepClone());
        }

        return result;
    }

    private static void Remove(JsonArray list, JsonNode? values)
    {
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if ((values as JsonArray ?? []).Any(value => JsonNode.DeepEquals(value, list[i]))) list.RemoveAt(i);
        }
    }

    // Items that the order names stand in that order; the others keep their places after the item they followed.
    private static void Order(JsonObject target, string name, JsonArray order, SchemaNode owner)
    {
        if (target.Array(name) is not { } list || owner.Member(name).PatchKey is not { } key) return;
        JsonNode? Id(JsonNode? item) => key == "*" ? item : (item as JsonObject)?[key];
        var ranks = order.Select(Id).ToList();
        int Rank(JsonNode? item) => ranks.FindIndex(rank => JsonNode.DeepEquals(rank, Id(item)));
        var last = -1;
        var sorted = list.Select(item => (Rank: Rank(item) is var rank and >= 0 ? last = rank : last, Item: item))
            .OrderBy(item => item.Rank).Select(item => item.Item?.DeepClone()).ToArray();
        target[name] = new JsonArray(sorted);
    }

    private static void Retain(JsonObject target, JsonArray retained)
    {
        var keep = retained.Select(name => name.AsText()).ToHashSet(StringComparer.Ordinal);
        foreach (var name in target.Select(member => member.Key).Where(name => !keep.Contains(name)).ToList()) target.Remove(name);
    }

    private static JsonObject Clean(JsonObject patch) =>
        new(patch.Where(member => !member.Key.StartsWith('$')).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    private static JsonArray Copy(this JsonArray list) => (JsonArray)list.DeepClone();

    private static JsonObject Detached(JsonObject value) => value.Parent is null ? value : value.Copy();
}
