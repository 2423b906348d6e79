using System.Buffers;
using System.Text;
using System.Text.Json;
using Lynq.Actors.Node.Composition;
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

        var own = new List<JsonElement>();
        foreach (var entry in managedFields.EnumerateArray())
        {
            if (IsOwn(entry) && entry.TryGetProperty("fieldsV1", out _))
            {
                own.Add(entry);
            }
        }

        return own.Count switch
        {
            0 => UInt128.Zero,
            // Nearly always, twice for each write: no text is made of it.
            1 => Fingerprint.Digest(output => WriteTo(output, own[0])),
            _ => Fingerprint.Digest(output => Encoding.UTF8.GetBytes(string.Join('\n', new SortedSet<string>(own.Select(Written), StringComparer.Ordinal)), output)),
        };
    }

    private static string Written(JsonElement entry)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteTo(output, entry);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static void WriteTo(IBufferWriter<byte> output, JsonElement entry)
    {
        Encoding.UTF8.GetBytes($"{Text(entry, "manager")} {Text(entry, "operation")} ", output);
        CanonicalJson.WriteTo(output, entry.GetProperty("fieldsV1"));
    }

    /// <summary>
    /// Writes of a status are none of ours. Entries under the original operator's name are none either: what was ours in them is
    /// handed over at first contact, and other operators go by that name, too.
    /// </summary>
    private static bool IsOwn(JsonElement entry) =>
        entry.TryGetProperty("manager", out var manager) && manager.ValueKind == JsonValueKind.String && manager.ValueEquals(LynqNames.FieldManager) && Text(entry, "subresource").Length == 0;

    private static string Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
}
