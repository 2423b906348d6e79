using System.Text.Json.Nodes;

namespace Lynq.Docs.Tests;

/// <summary>Objects in YAML blocks. Parts of a spec are completed by the least that a hub or a form needs.</summary>
internal static class ObjectBlocks
{
    /// <summary>Page and line of each block of a kind of note.</summary>
    public static IEnumerable<(string Page, Block Block)> Of(Func<string, bool> note) =>
        from path in Page.All from block in Page.Read(path).Blocks where block.Language == "yaml" && note(block.Note) select (path, block);

    /// <summary>Whether a block holds objects for an API server.</summary>
    public static bool IsObjects(string note) => note is "" or "form" or "hub" || note.StartsWith("file=", StringComparison.Ordinal);

    public static IReadOnlyList<JsonObject> Read(Block block)
    {
        var documents = YamlDocuments.Read(block.Text).ToList();
        return block.Note switch
        {
            "form" => [Complete("LynqForm", """{"hubId":"part"}""", documents.Single())],
            "hub" => [Complete("LynqHub", MinimalHub, documents.Single())],
            _ => documents,
        };
    }

    private const string MinimalHub =
        """
        {"source":{"type":"mysql","syncInterval":"30s","mysql":{"host":"db","port":3306,"username":"reader","database":"saas","table":"tenants"}},
         "valueMappings":{"uid":"id","activate":"active"}}
        """;

    private static JsonObject Complete(string kind, string spec, JsonObject part)
    {
        var whole = JsonNode.Parse(spec)!.AsObject();
        foreach (var (name, value) in part)
            whole[name] = value?.DeepClone();
        return new JsonObject
        {
            ["apiVersion"] = "operator.lynq.sh/v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = "part" },
            ["spec"] = whole,
        };
    }
}
