using System.Globalization;
using System.Text;
using Lynq.Crds;

namespace Lynq.Actors.Node.Content;

/// <summary>
/// What of a row a LynqNode can carry: its values live in annotations (contract §2.3), and the API server takes 262,144 bytes of
/// these per object, keys included.
/// </summary>
internal static class RowSize
{
    /// <summary>Bytes that a row's values may take as JSON; the rest is for the other annotations.</summary>
    public const int Limit = 248 * 1024;

    private const int Reserve = 2 * 1024;

    // An escaped character takes six bytes at most where it took one: most rows need no exact count.
    private const int WorstEscape = 6;

    /// <summary>Why the row cannot be carried, naming its largest variable, never a value; null when it can.</summary>
    public static string? Problem(NodeRow row)
    {
        if (Raw(row) * WorstEscape <= Limit) return null;
        var bytes = Exact(row);
        if (bytes <= Limit) return null;
        var largest = row.Extras.Append(KeyValuePair.Create("hostOrUrl", row.HostOrUrl)).Append(KeyValuePair.Create("activate", row.Activate)).MaxBy(e => e.Value.Length);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the values of the row take {bytes} bytes, a LynqNode can carry {Limit}; the largest is \"{largest.Key}\" with {Encoding.UTF8.GetByteCount(largest.Value)} bytes: shorten it, or map another column");
    }

    /// <summary>Whether each value can stand in an annotation of its own as well.</summary>
    public static bool FitsTwice(NodeRow row) => Raw(row) * (WorstEscape + 1) <= Limit - Reserve || Exact(row) + Raw(row) <= Limit - Reserve;

    private static long Raw(NodeRow row) =>
        row.Extras.Sum(e => (long)Encoding.UTF8.GetByteCount(e.Key) + Encoding.UTF8.GetByteCount(e.Value) + LynqNames.Prefix.Length)
        + Encoding.UTF8.GetByteCount(row.HostOrUrl) + Encoding.UTF8.GetByteCount(row.Activate);

    private static long Exact(NodeRow row) =>
        Encoding.UTF8.GetByteCount(CanonicalJson.Write(row.Extras)) + Encoding.UTF8.GetByteCount(row.HostOrUrl) + Encoding.UTF8.GetByteCount(row.Activate);
}
