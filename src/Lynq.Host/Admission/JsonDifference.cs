using System.Text.Json.Nodes;

namespace Lynq.Host.Admission;

/// <summary>The JSON patch (RFC 6902) that fills in what defaulting added. Defaulting neither removes nor reorders, so "add" and "replace" suffice.</summary>
internal static class JsonDifference
{
    /// <summary>Operations that turn <paramref name="before"/> into <paramref name="after"/>; members that only <paramref name="before"/> has are left alone.</summary>
    public static JsonArray Additions(JsonNode before, JsonNode after)
    {
        var operations = new JsonArray();
        Compare("", before, after, operations);
        return operations;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, JsonArray operations)
    {
        switch (before, after)
        {
            case (JsonObject was, JsonObject now):
                foreach (var (name, value) in now)
                {
                    var member = $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
                    if (!was.ContainsKey(name))
                        Add(operations, "add", member, value);
                    else
                        Compare(member, was[name], value, operations);
                }

                break;
            case (JsonArray was, JsonArray now) when was.Count == now.Count:
                for (var i = 0; i < now.Count; i++)
                    Compare($"{path}/{i}", was[i], now[i], operations);
                break;
            default:
                if (!JsonNode.DeepEquals(before, after))
                    Add(operations, "replace", path, after);
                break;
        }
    }

    private static void Add(JsonArray operations, string operation, string path, JsonNode? value) =>
        operations.Add(new JsonObject { ["op"] = operation, ["path"] = path, ["value"] = value?.DeepClone() });
}
