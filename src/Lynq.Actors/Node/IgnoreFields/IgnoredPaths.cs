using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Watching;
using Lynq.Crds.JsonPaths;

namespace Lynq.Actors.Node.IgnoreFields;

/// <summary>
/// Fields that keep whatever the cluster has (contract §10.6): left out of hash and drift, and handed over to whoever owns them
/// without ever falling back to a default.
/// </summary>
internal static class IgnoredPaths
{
    /// <summary>A copy of the desired object without the ignored fields.</summary>
    public static JsonObject Without(JsonObject desired, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0) return desired;
        var rest = desired.DeepClone().AsObject();
        foreach (var match in paths.SelectMany(path => Places(rest, path))) match.Remove(rest);
        return rest;
    }

    /// <summary>
    /// The body of an apply to an object that exists. A field that another manager owns is left out. One that we alone own keeps
    /// its live value in the applied set: with server-side apply it would be removed on omission, and replicas fall to 1.
    /// </summary>
    public static JsonObject Adjust(JsonObject desired, JsonElement live, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0) return desired;
        var current = JsonObject.Create(live)!;
        var others = OwnFields.ForeignFields(LiveMetadata.Of(live).Json).ToList();
        foreach (var match in paths.SelectMany(path => Places(desired, path)).ToList())
        {
            if (!match.TryFind(current, out var value, out _, out _) || others.Exists(fields => FieldSets.Owns(fields, match))) match.Remove(desired);
            else match.Set(desired, value);
        }

        return desired;
    }

    /// <summary>The body of a full update: every ignored field gets its live value, place by place, or none where there is none.</summary>
    public static JsonObject CopyLive(JsonObject desired, JsonElement live, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0) return desired;
        var current = JsonObject.Create(live)!;
        foreach (var path in paths)
        {
            foreach (var match in Places(desired, path).Where(m => !m.TryFind(current, out _, out _, out _)).ToList()) match.Remove(desired);
            foreach (var match in Places(current, path))
            {
                match.TryFind(current, out var value, out _, out _);
                match.Set(desired, value);
            }
        }

        return desired;
    }

    // A path that does not parse was refused at admission; one that slipped through leads nowhere.
    private static List<PathMatch> Places(JsonObject root, string text) =>
        JsonPath.TryParse(text, out var path, out _) ? PathEvaluator.Evaluate(root, path) : [];
}
