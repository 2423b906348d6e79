using System.Text.Json;
using Lynq.Crds;

namespace Lynq.Host.Commands.Comparing;

/// <summary>One field that differs.</summary>
/// <param name="Path">The field.</param>
/// <param name="Before">Its value now; null when it would be new.</param>
/// <param name="After">Its value then; null when it would go.</param>
internal sealed record FieldChange(string Path, string? Before, string? After)
{
    private const int Longest = 60;
    private const string Hidden = "(hidden)";
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    // What the server writes with every change says nothing about the change.
    private static readonly HashSet<string> Noise = new(StringComparer.Ordinal)
    {
        "metadata.managedFields", "metadata.resourceVersion", "metadata.generation", "metadata.creationTimestamp", "metadata.uid", "status",
        $"metadata.annotations[{LynqAnnotations.AppliedHash}]", $"metadata.annotations[{LynqAnnotations.ApplyStartTime}]",
    };

    /// <summary>The differences between an object as it is and as it would be, in the order of its fields. Contents of Secrets are hidden.</summary>
    public static IReadOnlyList<FieldChange> Between(JsonElement before, JsonElement after)
    {
        var changes = new List<FieldChange>();
        Compare("", before, after, changes);
        var secret = after.TryGetProperty("kind", out var kind) && kind.ValueEquals("Secret");
        return secret ? [.. changes.Select(HideData)] : changes;
    }

    /// <inheritdoc/>
    public override string ToString() => (Before, After) switch
    {
        (null, { } after) => $"+ {Path}: {after}",
        ({ } before, null) => $"- {Path}: {before}",
        _ => $"~ {Path}: {Before} -> {After}",
    };

    private static FieldChange HideData(FieldChange change) =>
        change.Path.StartsWith("data", StringComparison.Ordinal) || change.Path.StartsWith("stringData", StringComparison.Ordinal)
            ? change with { Before = change.Before is null ? null : Hidden, After = change.After is null ? null : Hidden }
            : change;

    private static void Compare(string path, JsonElement before, JsonElement after, List<FieldChange> changes)
    {
        if (Noise.Contains(path))
            return;
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
            CompareMembers(path, before, after, changes);
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array && before.GetArrayLength() == after.GetArrayLength())
        {
            for (var i = 0; i < before.GetArrayLength(); i++)
                Compare($"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", before[i], after[i], changes);
        }
        else if (!JsonElement.DeepEquals(before, after))
            changes.Add(new(path, Show(before), Show(after)));
    }

    private static void CompareMembers(string path, JsonElement before, JsonElement after, List<FieldChange> changes)
    {
        foreach (var old in before.EnumerateObject())
        {
            var field = Member(path, old.Name);
            if (after.TryGetProperty(old.Name, out var now))
                Compare(field, old.Value, now, changes);
            else if (!Noise.Contains(field))
                changes.Add(new(field, Show(old.Value), null));
        }

        foreach (var added in after.EnumerateObject().Where(a => !before.TryGetProperty(a.Name, out _)))
        {
            var field = Member(path, added.Name);
            // Key by key although all are new: some of them may be noise.
            if (field is "metadata.labels" or "metadata.annotations" && added.Value.ValueKind == JsonValueKind.Object)
                CompareMembers(field, Nothing, added.Value, changes);
            else if (!Noise.Contains(field))
                changes.Add(new(field, null, Show(added.Value)));
        }
    }

    private static string Member(string path, string name) =>
        path.Length == 0 ? name : name.AsSpan().ContainsAny('.', '/') ? $"{path}[{name}]" : $"{path}.{name}";

    private static string Show(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        text = text.ReplaceLineEndings("⏎");
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest - 1), "…");
    }
}
