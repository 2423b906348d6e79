namespace Lynq.Scenarios.Faults.Rules;

/// <summary>What depends on something is not there before that is, and that is not removed before what depends on it.</summary>
internal static class OrderRule
{
    /// <summary>
    /// Judges every life of the two objects: while one that depends is there, so is what it depends on, and that has every new content
    /// first. Contents are counted in data.v; what somebody wrote there by hand is no number and does not count.
    /// </summary>
    public static IEnumerable<string> Violations(IReadOnlyList<ObjectState> states, IEnumerable<(string First, string Then)> order)
    {
        foreach (var (first, then) in order)
        {
            var there = new HashSet<string>(StringComparer.Ordinal);
            long? newest = null;
            foreach (var state in states.Where(state => state.Name == first || state.Name == then))
            {
                if (state.Change == WatchEventType.Deleted)
                    there.Remove(state.Name);
                else
                    there.Add(state.Name);
                if (there.Contains(then) && !there.Contains(first))
                    yield return $"{then} is there without {first}, which it depends on: {state.Change} of {state.Name} at {state.Version}";
                if (Content(state) is not { } content) continue;
                if (state.Name == first)
                    newest = newest is { } before ? Math.Max(before, content) : content;
                else if (content > newest)
                    yield return $"{then} has content {content} at {state.Version}, and {first}, which it depends on, had no newer one than {newest}";
            }
        }
    }

    private static long? Content(ObjectState state) =>
        long.TryParse(state.Object.Text("data", "v"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
