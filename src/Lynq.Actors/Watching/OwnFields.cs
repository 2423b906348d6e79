using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lynq.Crds;

namespace Lynq.Actors.Watching;

/// <summary>
/// The part of an object's managed fields that is ours. Its digest changes when anybody changes, removes or takes over a field
/// that we declared, and stays when others change fields of theirs; so it tells drift from metadata alone.
/// </summary>
internal static class OwnFields
{
    /// <summary>Digest of our entries; 0 when there is none.</summary>
    /// <param name="metadata">The object's metadata with managedFields.</param>
    public static UInt128 DigestOf(JsonElement metadata)
    {
        IncrementalHash? hash = null;
        foreach (var entry in Entries(metadata))
        {
            hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes(entry.GetRawText()));
        }

        if (hash is null) return 0;
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        hash.Dispose();
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

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

    private static bool IsOurs(JsonElement entry) => entry.TryGetProperty("manager", out var manager) && manager.ValueEquals(LynqNames.FieldManager);

    private static bool IsSubresource(JsonElement entry) => entry.TryGetProperty("subresource", out var name) && name.GetString() is { Length: > 0 };
}
