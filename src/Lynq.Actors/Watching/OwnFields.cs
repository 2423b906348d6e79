using System.Text.Json;
using Lynq.Crds;

namespace Lynq.Actors.Watching;

/// <summary>
/// The entries of an object's managed fields that are ours, and those that are not. See <see cref="ManagedFields"/> for the digest
/// that tells drift from metadata alone.
/// </summary>
internal static class OwnFields
{
    /// <summary>The field sets of our entries (<c>fieldsV1</c>).</summary>
    public static IEnumerable<JsonElement> EntriesOf(JsonElement metadata) =>
        Entries(metadata).Select(entry => entry.TryGetProperty("fieldsV1", out var fields) ? fields : default).Where(fields => fields.ValueKind == JsonValueKind.Object);

    /// <summary>Entries of other managers, subresources left out.</summary>
    public static IEnumerable<JsonElement> ForeignEntries(JsonElement metadata) => All(metadata).Where(entry => !IsOurs(entry) && !IsSubresource(entry));

    /// <summary>The field sets of other managers, those written through subresources (such as scale) included.</summary>
    public static IEnumerable<JsonElement> ForeignFields(JsonElement metadata) =>
        All(metadata).Where(entry => !IsOurs(entry)).Select(entry => entry.TryGetProperty("fieldsV1", out var fields) ? fields : default).Where(fields => fields.ValueKind == JsonValueKind.Object);

    private static IEnumerable<JsonElement> Entries(JsonElement metadata) => All(metadata).Where(entry => IsOurs(entry) && !IsSubresource(entry));

    private static IEnumerable<JsonElement> All(JsonElement metadata) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("managedFields", out var entries) && entries.ValueKind == JsonValueKind.Array
            ? entries.EnumerateArray()
            : [];

    private static bool IsOurs(JsonElement entry) =>
        entry.TryGetProperty("manager", out var manager) && (manager.ValueEquals(LynqNames.FieldManager) || manager.ValueEquals(LynqNames.LegacyFieldManager));

    private static bool IsSubresource(JsonElement entry) => entry.TryGetProperty("subresource", out var name) && name.GetString() is { Length: > 0 };
}
