using System.Text.RegularExpressions;
using Lynq.Crds;

namespace Lynq.Actors.Hub;

/// <summary>
/// Which uids can become nodes: the uid is a label value, and <c>uid-form</c> an object name. Uids are never rewritten, names
/// are a contract (contract §3).
/// </summary>
internal static partial class UidRules
{
    private const int LongestLabel = 63;
    private const int LongestName = 253;

    /// <summary>What is wrong with a uid whatever the form; null when nothing is.</summary>
    public static string? Problem(string uid)
    {
        if (string.IsNullOrWhiteSpace(uid))
        {
            return "the uid is empty";
        }

        if (uid.Length > LongestLabel)
        {
            return $"the uid has {uid.Length} characters, a label value at most {LongestLabel}";
        }

        return Name().IsMatch(uid)
            ? null
            : "the uid is not a valid object name: use lower-case letters, digits, '-' and '.', beginning with a letter or digit";
    }

    /// <summary>Whether the node of a good uid and a form has a name that the API accepts.</summary>
    public static bool FitsName(NodeKey node) => node.Name.Length <= LongestName && Name().IsMatch(node.Name);

    /// <summary>An RFC 1123 subdomain. A uid that ends like a label value must is one too, or its node's name is none.</summary>
    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
