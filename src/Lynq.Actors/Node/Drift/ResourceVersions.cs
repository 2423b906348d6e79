using System.Globalization;

namespace Lynq.Actors.Node.Drift;

/// <summary>
/// Order of resourceVersions. They are comparable as numbers on every API server in practice; where they are no numbers nothing
/// counts as older.
/// </summary>
internal static class ResourceVersions
{
    /// <summary>True when an observed version is older than one that an answer of ours brought: a late echo.</summary>
    public static bool IsOlder(string observed, string known) =>
        ulong.TryParse(observed, NumberStyles.None, CultureInfo.InvariantCulture, out var a)
        && ulong.TryParse(known, NumberStyles.None, CultureInfo.InvariantCulture, out var b)
        && a < b;
}
