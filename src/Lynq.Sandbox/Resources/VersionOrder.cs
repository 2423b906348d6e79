using System.Globalization;
using System.Text.RegularExpressions;

namespace Lynq.Sandbox.Resources;

/// <summary>Orders API versions by preference: v2, v1, v1beta2, v1beta1, v1alpha1, then others by name.</summary>
internal sealed partial class VersionOrder : IComparer<string>
{
    public static readonly VersionOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (a, b) = (Rank(x ?? ""), Rank(y ?? ""));
        var order = b.CompareTo(a);
        return order != 0 ? order : string.CompareOrdinal(x, y);
    }

    private static (int Stage, int Major, int Minor) Rank(string version)
    {
        var match = Pattern().Match(version);
        if (!match.Success) return (0, 0, 0);
        var stage = match.Groups["stage"].Value switch { "" => 3, "beta" => 2, _ => 1 };
        return (stage, Number(match.Groups["major"]), Number(match.Groups["minor"]));
    }

    private static int Number(Group group) =>
        group.Success && group.Length > 0 ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^v(?<major>\d{1,6})(?:(?<stage>alpha|beta)(?<minor>\d{1,6}))?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
