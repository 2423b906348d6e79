using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lynq.Crds;

namespace Lynq.Actors.Watching;

/// <summary>
/// Reads from an object's managedFields whether the fields that we declared are still as we left them: whoever changes the
/// value of a field takes it out of our set, whatever manager he is and whatever he does to annotations.
/// </summary>
internal static class ManagedFields
{
    /// <summary>A digest of the sets that our field managers own; zero when they own nothing. Times do not count.</summary>
    public static UInt128 OwnDigest(JsonElement managedFields)
    {
        if (managedFields.ValueKind != JsonValueKind.Array)
        {
            return UInt128.Zero;
        }

        var own = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var entry in managedFields.EnumerateArray())
        {
            if (IsOwn(entry) && entry.TryGetProperty("fieldsV1", out var fields))
            {
                own.Add($"{Text(entry, "manager")} {Text(entry, "operation")} {CanonicalJson.Write(fields)}");
            }
        }

        return own.Count == 0
            ? UInt128.Zero
            : BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', own))));
    }

    /// <summary>
    /// Writes of a status are none of ours. Entries under the original operator's name are none either: what was ours in them is
    /// handed over at first contact, and other operators go by that name, too.
    /// </summary>
    private static bool IsOwn(JsonElement entry) => Text(entry, "manager") == LynqNames.FieldManager && Text(entry, "subresource").Length == 0;

    private static string Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
}
