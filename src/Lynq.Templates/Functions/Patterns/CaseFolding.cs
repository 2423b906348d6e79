using System.Collections.Frozen;
using System.Text;
using Lynq.Templates.Functions.Text;

namespace Lynq.Templates.Functions.Patterns;

/// <summary>Which code points count as the same letter when case does not matter (Unicode's simple folding).</summary>
internal static class CaseFolding
{
    private const int LastCased = 0x1E943;

    private static readonly Lazy<FrozenDictionary<int, int[]>> _orbits = new(BuildOrbits);

    /// <summary>The set with all other forms of its letters.</summary>
    internal static RuneSet Fold(RuneSet set)
    {
        var added = _orbits.Value.Where(orbit => set.Contains(orbit.Key)).SelectMany(static orbit => orbit.Value);
        return set.Union(RuneSet.Of(added.Select(static rune => (rune, rune))));
    }

    private static FrozenDictionary<int, int[]> BuildOrbits()
    {
        var groups = new Dictionary<int, List<int>>();
        for (int code = 'A'; code <= LastCased; code++)
        {
            // The Turkish letters fold only to themselves.
            if (Rune.IsValid(code) && code is not (0x130 or 0x131)) AddToGroup(groups, new Rune(code));
        }

        return groups.Values
            .Where(static group => group.Count > 1)
            .SelectMany(static group => group.Select(rune => KeyValuePair.Create(rune, group.ToArray())))
            .ToFrozenDictionary();
    }

    private static void AddToGroup(Dictionary<int, List<int>> groups, Rune rune)
    {
        var upper = GoCase.ToUpper(rune);
        var key = GoCase.ToLower(upper);
        if (key == rune && upper == rune) return;
        if (!groups.TryGetValue(key.Value, out var group)) groups.Add(key.Value, group = []);
        group.Add(rune.Value);
    }
}
