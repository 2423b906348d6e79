using System.Text.Json.Nodes;

namespace Lynq.Actors.Node.IgnoreFields;

/// <summary>One step from an object's root to a place in it.</summary>
/// <param name="Member">Name of a member; null for an item.</param>
/// <param name="Index">Position of an item.</param>
/// <param name="Item">The item itself, to be found again by its merge key elsewhere.</param>
internal readonly record struct PathStep(string? Member, int Index, JsonNode? Item);

/// <summary>A concrete place in an object.</summary>
internal sealed record PathMatch(IReadOnlyList<PathStep> Steps)
{
    /// <summary>The value at the same place of another object, list items found by merge key.</summary>
    public bool TryFind(JsonNode root, out JsonNode? value, out JsonNode? parent, out PathStep last)
    {
        (value, parent, last) = (root, null, default);
        foreach (var step in Steps)
        {
            parent = value;
            switch (value)
            {
                case JsonObject members when step.Member is not null && members.TryGetPropertyValue(step.Member, out var child):
                    (value, last) = (child, step);
                    break;
                case JsonArray items when step.Member is null && MergeKey.Find(items, step) is >= 0 and var index:
                    (value, last) = (items[index], step with { Index = index });
                    break;
                default:
                    // The parent of a missing last member is where it would be put.
                    last = step;
                    value = null;
                    return false;
            }
        }

        return true;
    }

    /// <summary>Removes the place from an object. Items stay: an ignored item is one that we do not declare.</summary>
    public void Remove(JsonNode root)
    {
        if (!TryFind(root, out _, out var parent, out var last)) return;
        if (parent is JsonObject members) members.Remove(last.Member!);
        else if (parent is JsonArray items) items.RemoveAt(last.Index);
    }

    /// <summary>Puts a value there, if the place's parent exists.</summary>
    public void Set(JsonNode root, JsonNode? value)
    {
        if (!TryFind(root, out _, out var parent, out var last) && !(IsLast(last) && parent is JsonObject)) return;
        if (parent is JsonObject members) members[last.Member!] = value?.DeepClone();
        else if (parent is JsonArray items) items[last.Index] = value?.DeepClone();
    }

    private bool IsLast(PathStep step) => ReferenceEquals(step.Item, Steps[^1].Item) && step.Member == Steps[^1].Member && step.Member is not null;
}
