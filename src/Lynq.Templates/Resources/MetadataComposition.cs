using System.Text.Json.Nodes;

namespace Lynq.Templates.Resources;

/// <summary>
/// Composes an object's metadata (contract §4.7): what the spec says is kept, the form's labels and annotations are laid over
/// it, key by key.
/// </summary>
public static class MetadataComposition
{
    /// <summary>The object's metadata, made if it has none.</summary>
    public static JsonObject Of(JsonObject resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Child(resource, "metadata");
    }

    /// <summary>Lays entries over a map of the metadata, such as <c>labels</c>; an empty set of entries changes nothing.</summary>
    /// <param name="metadata">The metadata.</param>
    /// <param name="map">The map's name.</param>
    /// <param name="entries">The entries that win.</param>
    public static void Overlay(JsonObject metadata, string map, IReadOnlyDictionary<string, string> entries)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0)
        {
            return;
        }

        var target = Child(metadata, map);
        foreach (var (key, value) in entries)
        {
            target[key] = value;
        }
    }

    /// <summary>A text of the metadata without white space around it, or null if it is missing or blank.</summary>
    public static string? Text(JsonObject metadata, string key)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return metadata[key] is JsonValue value && value.TryGetValue<string>(out var text) ? NonBlank(text) : null;
    }

    internal static string? NonBlank(string? text)
    {
        var trimmed = text?.Trim();
        return string.IsNullOrEmpty(trimmed) ? null : trimmed;
    }

    private static JsonObject Child(JsonObject parent, string key)
    {
        if (parent[key] is JsonObject existing)
        {
            return existing;
        }

        var made = new JsonObject();
        parent[key] = made;
        return made;
    }
}
