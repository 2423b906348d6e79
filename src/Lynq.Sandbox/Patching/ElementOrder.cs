using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Patching;

/// <summary>
/// The order of a merged list: what the patch names (or its $setElementOrder) stands as it says, what only the server had as it
/// stood there; between the two the patch's item goes first, unless both were there before the other way round.
/// </summary>
internal static class ElementOrder
{
    /// <param name="list">The merged items.</param>
    /// <param name="wanted">The ids in the order that the patch wants.</param>
    /// <param name="before">The ids in the order that the server had.</param>
    /// <param name="key">The merge key; "*" for plain values.</param>
    public static JsonArray Of(JsonArray list, IReadOnlyList<JsonNode?> wanted, IReadOnlyList<JsonNode?> before, string key)
    {
        var items = list.Select(item => (Item: item, Id: Id(item, key))).ToList();
        var named = items.Where(item => Rank(wanted, item.Id) >= 0).OrderBy(item => Rank(wanted, item.Id)).ToList();
        var others = items.Where(item => Rank(wanted, item.Id) < 0).OrderBy(item => Rank(before, item.Id)).ToList();
        var result = new JsonArray();
        var (i, j) = (0, 0);
        while (i < others.Count || j < named.Count)
        {
            var other = i < others.Count && (j >= named.Count || StoodBefore(before, others[i].Id, named[j].Id));
            result.Add((other ? others[i++] : named[j++]).Item?.DeepClone());
        }

        return result;
    }

    public static JsonNode? Id(JsonNode? item, string key) => key == "*" ? item : (item as JsonObject)?[key];

    private static bool StoodBefore(IReadOnlyList<JsonNode?> before, JsonNode? one, JsonNode? other) =>
        (Rank(before, one), Rank(before, other)) is var (left, right) && left >= 0 && right >= 0 && left < right;

    private static int Rank(IReadOnlyList<JsonNode?> ids, JsonNode? id)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (JsonNode.DeepEquals(ids[i], id)) return i;
        }

        return -1;
    }
}
