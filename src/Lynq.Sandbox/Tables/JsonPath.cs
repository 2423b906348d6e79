using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Tables;

/// <summary>
/// The JSONPath forms of printer columns: <c>.spec.a</c>, <c>.metadata.labels.a\.b</c>, <c>['a.b']</c>, <c>[0]</c>, <c>[*]</c> and
/// <c>[?(@.type=="Ready")]</c>. The first match counts.
/// </summary>
internal static partial class JsonPath
{
    public static JsonNode? Find(JsonObject value, string path)
    {
        IEnumerable<JsonNode?> nodes = [value];
        foreach (Match step in Steps().Matches(path))
        {
            var current = nodes;
            nodes = step.Groups switch
            {
                var groups when groups["name"].Success => Members(current, groups["name"].Value.Replace("\\.", ".", StringComparison.Ordinal)),
                var groups when groups["quoted"].Success => Members(current, groups["quoted"].Value),
                var groups when groups["index"].Success => At(current, int.Parse(groups["index"].Value, CultureInfo.InvariantCulture)),
                var groups when groups["key"].Success => Where(current, groups["key"].Value, groups["value"].Value),
                _ => current.SelectMany(Children),
            };
        }

        return nodes.FirstOrDefault(node => node is not null);
    }

    private static IEnumerable<JsonNode?> Members(IEnumerable<JsonNode?> nodes, string name) =>
        nodes.OfType<JsonObject>().Select(node => node[name]);

    private static IEnumerable<JsonNode?> At(IEnumerable<JsonNode?> nodes, int index) =>
        nodes.OfType<JsonArray>().Select(list => list.ElementAtOrDefault(index < 0 ? list.Count + index : index));

    private static IEnumerable<JsonNode?> Where(IEnumerable<JsonNode?> nodes, string key, string value) => nodes
        .SelectMany(Children).OfType<JsonObject>().Where(item => (item.At(key.Split('.')).AsText() ?? item.At(key.Split('.'))?.ToJsonString()) == value);

    private static IEnumerable<JsonNode?> Children(JsonNode? node) => node switch
    {
        JsonArray list => list,
        JsonObject members => members.Select(member => member.Value),
        _ => [],
    };

    [GeneratedRegex("""\.(?<name>(?:[^.\[\]\\]|\\.)+)|\[\s*'(?<quoted>[^']*)'\s*\]|\[(?<index>-?\d+)\]|\[\?\(@\.(?<key>[\w.]+)\s*==\s*["']?(?<value>[^"')]*)["']?\s*\)\]|\[\*\]""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Steps();
}
