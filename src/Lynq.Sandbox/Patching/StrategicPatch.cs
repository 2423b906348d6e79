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
    private const string OrderPrefix = "$setElementOrder/";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";

    public static JsonObject Apply(JsonObject target, JsonObject patch, SchemaNode schema)
    {
        switch (patch.Text(Directive))
        {
            case "replace":
                return Clean(patch);
            case "delete":
                return [];
            case "" or "merge":
                break;
            case var other:
                throw Failed($"unknown patch type: {other} in map: {GoText.Of(patch)}");
        }

        if (patch.Array(RetainKeys) is { } retained) Retain(target, retained);
        var lists = Lists(target, patch, schema);
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

        foreach (var (name, key, wanted, before) in lists)
        {
            if (target.Array(name) is { } list) target[name] = ElementOrder.Of(list, wanted, before, key);
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
                throw Failed($"map: {GoText.Of(change)} does not contain declared merge key: {key}");
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

    // The merged lists of the patch, with what names their order and how they stood before.
    private static List<(string Name, string Key, JsonNode?[] Wanted, JsonNode?[] Before)> Lists(JsonObject target, JsonObject patch, SchemaNode schema)
    {
        var lists = new List<(string, string, JsonNode?[], JsonNode?[])>();
        foreach (var (member, value) in patch)
        {
            var ordered = member.StartsWith(OrderPrefix, StringComparison.Ordinal);
            var name = ordered ? member[OrderPrefix.Length..] : member;
            if (value is not JsonArray wanted || schema.Member(name).PatchKey is not { } key) continue;
            if (!ordered && patch.ContainsKey(OrderPrefix + name)) continue;
            lists.Add((name, key, Ids(wanted, key), Ids(target.Array(name), key)));
        }

        return lists;
    }

    private static JsonNode?[] Ids(JsonArray? list, string key) => [.. (list ?? []).Select(item => ElementOrder.Id(item, key)?.DeepClone())];

    private static void Retain(JsonObject target, JsonArray retained)
    {
        var keep = retained.Select(name => name.AsText()).ToHashSet(StringComparer.Ordinal);
        foreach (var name in target.Select(member => member.Key).Where(name => !keep.Contains(name)).ToList()) target.Remove(name);
    }

    // A bad patch is the server's failure here, without a reason: so it answers.
    private static ApiException Failed(string why) => new(500, "", why);

    private static JsonObject Clean(JsonObject patch) =>
        new(patch.Where(member => !member.Key.StartsWith('$')).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    private static JsonArray Copy(this JsonArray list) => (JsonArray)list.DeepClone();

    private static JsonObject Detached(JsonObject value) => value.Parent is null ? value : value.Copy();
}
