using System.Text.Json.Nodes;

namespace Lynq.Crds.Schema;

/// <summary>A column of <c>kubectl get</c>.</summary>
internal sealed record PrinterColumn(string Name, string Type, string JsonPath)
{
    internal static PrinterColumn Age { get; } = new("Age", "date", ".metadata.creationTimestamp");

    /// <summary>0: always shown. 1: with <c>-o wide</c> only.</summary>
    internal int Priority { get; init; }

    internal static string Condition(string type, string field) => $".status.conditions[?(@.type==\"{type}\")].{field}";

    internal JsonObject ToJson()
    {
        var column = new JsonObject { ["name"] = Name, ["type"] = Type, ["jsonPath"] = JsonPath };
        if (Priority != 0)
            column["priority"] = Priority;
        return column;
    }
}
