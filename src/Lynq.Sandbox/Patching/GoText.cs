using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Patching;

/// <summary>Values as the API server's messages show maps: <c>map[spec:map[replicas:x]]</c>.</summary>
internal static class GoText
{
    public static string Of(JsonNode? value) => value switch
    {
        null => "<nil>",
        JsonObject members => "map[" + string.Join(' ', members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => member.Key + ":" + Of(member.Value))) + "]",
        JsonArray items => "[" + string.Join(' ', items.Select(Of)) + "]",
        _ => value.AsText() ?? value.ToJsonString(),
    };
}
