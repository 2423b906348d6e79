using System.Globalization;

namespace Lynq.Kubernetes;

/// <summary>
/// Order of resourceVersions. They are numbers that grow on every API server (Kubernetes 1.35 promises it); where they are no numbers
/// nothing counts as older.
/// </summary>
public static class ResourceVersions
{
    /// <summary>True when an observed version is older than one that is known: a late echo, or a look at the past.</summary>
    public static bool IsOlder(string observed, string known) =>
        ulong.TryParse(observed, NumberStyles.None, CultureInfo.InvariantCulture, out var a)
        && ulong.TryParse(known, NumberStyles.None, CultureInfo.InvariantCulture, out var b)
        && a < b;
}
