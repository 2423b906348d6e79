using System.Text.Json.Nodes;

namespace Lynq.Actors.Node;

/// <summary>Sets a LynqNode's finalizers; the version is a precondition, since the list is replaced whole.</summary>
internal static class FinalizerPatch
{
    public static JsonObject Of(NodeFacts facts, IEnumerable<string> finalizers)
    {
        var list = new JsonArray([.. finalizers.Select(f => JsonValue.Create(f))]);
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = facts.Uid, ["resourceVersion"] = facts.ResourceVersion, ["finalizers"] = list.Count > 0 ? list : null },
        };
    }
}
