using System.Collections.Immutable;

namespace Lynq.Actors.Hub;

/// <summary>What the condition Ready says of nodes that cannot be, and what can be read from it again after a restart.</summary>
internal static class RefusedNodes
{
    private const int Named = 3;
    private const string More = " and more";

    /// <summary>How many there are, and the first of them by name.</summary>
    public static string Describe(ImmutableSortedDictionary<string, Refusal> refused)
    {
        var names = string.Join(", ", refused.Take(Named).Select(r => Describe(r.Key, r.Value)));
        return $"{refused.Count} nodes cannot be created: {names}{(refused.Count > Named ? More : "")}";
    }

    /// <summary>
    /// Whether a message may tell of a refusal: it names the node, or says that there are more than it names. One of many that is new
    /// just after a restart goes without an event; the status counts it.
    /// </summary>
    public static bool IsToldBy(string message, string node, Refusal refusal) =>
        message.Contains(Describe(node, refusal), StringComparison.Ordinal) || message.EndsWith(More, StringComparison.Ordinal);

    private static string Describe(string node, Refusal refusal) => $"{node} ({refusal.Message})";
}
