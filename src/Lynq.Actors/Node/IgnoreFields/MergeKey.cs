using System.Text.Json.Nodes;

namespace Lynq.Actors.Node.IgnoreFields;

/// <summary>Finds a list item again in another state of the list: by the merge keys of the built-in types, else by position.</summary>
internal static class MergeKey
{
    // In the order in which they identify: a container port may have a name, a volume mount has its path.
    private static readonly string[] Keys = ["name", "key", "mountPath", "devicePath", "containerPort", "port", "ip", "topologyKey", "uid", "type"];

    /// <summary>Position of the item in the list; -1 when there is none.</summary>
    public static int Find(JsonArray items, PathStep step)
    {
        if (step.Item is JsonObject wanted && Array.Find(Keys, wanted.ContainsKey) is { } key)
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (items[i] is JsonObject item && JsonNode.DeepEquals(item[key], wanted[key])) return i;
            }

            return -1;
        }

        return step.Index < items.Count ? step.Index : -1;
    }
}
