using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Applying;

/// <summary>
/// Items of lists that stand in the way of an apply. Somebody who edits the key of an item, such as the number of a Service's port,
/// makes another item of it in the eyes of server-side apply: ours would be put beside it, and the server refuses the two, because
/// they have the same name, or none.
/// </summary>
internal static partial class ClashingItems
{
    private static readonly string[] Reasons = ["FieldValueDuplicate", "FieldValueRequired"];

    /// <summary>Whether the server refused items of lists for what can come of two that clash.</summary>
    public static bool MayExplain(IEnumerable<StatusCause> causes) => Fields(causes).Any();

    /// <summary>
    /// The JSON patch (RFC 6902) of the live object, as it was read, that puts the declared items in the place of those that clash
    /// with them; null where the refusal has another cause.
    /// </summary>
    /// <param name="body">What is declared.</param>
    /// <param name="live">The object as it is, whole.</param>
    /// <param name="causes">What the server named when it refused the apply.</param>
    public static JsonArray? Patch(JsonObject body, JsonElement live, IEnumerable<StatusCause> causes)
    {
        var operations = Fields(causes)
            .SelectMany(field => Lists(field.List.Split('.'), body, live, "").SelectMany(list => Repairs(list, field.Name)))
            .DistinctBy(operation => operation.Path, StringComparer.Ordinal)
            // From the last to the first, so that a removal moves none that is still to come.
            .OrderByDescending(operation => operation.Index)
            .Select(operation => (JsonNode)operation.ToJson())
            .ToList();
        if (operations.Count == 0) return null;
        var version = live.GetProperty("metadata").GetProperty("resourceVersion").GetString();
        return [new JsonObject { ["op"] = "test", ["path"] = "/metadata/resourceVersion", ["value"] = version }, .. operations];
    }

    private static IEnumerable<(string List, string Name)> Fields(IEnumerable<StatusCause> causes) =>
        from cause in causes
        where Reasons.Contains(cause.Reason, StringComparer.Ordinal)
        let match = ItemField().Match(cause.Field ?? "")
        where match.Success
        select (match.Groups["list"].Value, match.Groups["field"].Value);

    // Lists of the same path in both. Items of outer lists are the same ones when they have the same name; the index that the server
    // names is that of its merged object, which nobody has.
    private static IEnumerable<ListPair> Lists(ArraySegment<string> path, JsonNode? declared, JsonElement live, string pointer)
    {
        if (path.Count == 0) return declared is JsonArray list && live.ValueKind == JsonValueKind.Array ? [new ListPair(pointer, list, live)] : [];
        var name = path[0].Split('[')[0];
        if (declared is not JsonObject members || live.ValueKind != JsonValueKind.Object || !live.TryGetProperty(name, out var inner)) return [];
        pointer = $"{pointer}/{name}";
        if (name == path[0]) return Lists(path[1..], members[name], inner, pointer);
        return from found in inner.ValueKind == JsonValueKind.Array ? inner.EnumerateArray().Index() : []
               from item in members[name] as JsonArray ?? []
               where Value(found.Item, "name") is not null && HasSame(item, found.Item, "name")
               from list in Lists(path[1..], item, found.Item, $"{pointer}/{found.Index}")
               select list;
    }

    private static IEnumerable<Operation> Repairs(ListPair list, string field)
    {
        var taken = new HashSet<JsonNode>();
        foreach (var (index, found) in list.Live.EnumerateArray().Index())
        {
            if (list.Declared.Any(item => IsWithin(item, found)) || list.Declared.FirstOrDefault(item => HasSame(item, found, field)) is not { } declared) continue;
            yield return new Operation($"{list.Pointer}/{index}", index, taken.Add(declared) ? declared : null);
        }
    }

    private static bool IsWithin(JsonNode? declared, JsonElement live) =>
        declared is JsonObject item && Drift.LiveDiff.FirstDifference(item, live) is null;

    private static bool HasSame(JsonNode? declared, JsonElement live, string field) =>
        declared is JsonObject item && JsonNode.DeepEquals(item[field], Value(live, field));

    private static JsonNode? Value(JsonElement live, string field) =>
        live.ValueKind == JsonValueKind.Object && live.TryGetProperty(field, out var value) ? JsonValue.Create(value) : null;

    [GeneratedRegex(@"^(?<list>[^\[\]]+(\[\d+\]\.[^\[\]]+)*)\[\d+\]\.(?<field>\w+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ItemField();

    private sealed record ListPair(string Pointer, JsonArray Declared, JsonElement Live);

    private sealed record Operation(string Path, int Index, JsonNode? Declared)
    {
        public JsonObject ToJson() => Declared is null
            ? new JsonObject { ["op"] = "remove", ["path"] = Path }
            : new JsonObject { ["op"] = "replace", ["path"] = Path, ["value"] = Declared.DeepClone() };
    }
}
