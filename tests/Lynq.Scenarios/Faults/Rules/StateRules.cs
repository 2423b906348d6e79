namespace Lynq.Scenarios.Faults.Rules;

/// <summary>What must hold of the states that objects went through.</summary>
internal static class StateRules
{
    /// <summary>Objects that are written once are never changed: not their data, whatever else is noted on them.</summary>
    public static IEnumerable<string> OnceViolations(IEnumerable<ObjectState> states, Func<string, bool> isOnce) => states
        .Where(state => isOnce(state.Name))
        .GroupBy(state => state.Object.Uid())
        .Where(object_ => object_.Select(state => state.Object.Text("data")).Distinct(StringComparer.Ordinal).Count() > 1)
        .Select(object_ => $"{object_.First().Name} is made once and was changed: {string.Join(" → ", object_.Select(state => state.Object.Text("data")))}");

    /// <summary>Objects of others, and what is kept, are never deleted; those of others are not even touched.</summary>
    public static IEnumerable<string> UntouchedViolations(IEnumerable<ObjectState> states, Func<string, bool> isForeign, Func<string, bool> isKept)
    {
        foreach (var state in states)
        {
            if (isForeign(state.Name) && state.Change != WatchEventType.Added)
                yield return $"{state.Name} belongs to another and was touched: {state.Change} at {state.Version}";
            if (isKept(state.Name) && state.Change == WatchEventType.Deleted)
                yield return $"{state.Name} is to be kept and was deleted at {state.Version}";
        }
    }

    /// <summary>What was left behind stays as it was for as long as nobody adopts it again.</summary>
    public static IEnumerable<string> OrphanViolations(IEnumerable<ObjectState> states)
    {
        var left = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var state in states.Where(state => state.Kind == Kinds.ConfigMap))
        {
            var uid = state.Object.Uid()!;
            var data = state.Object.Text("data");
            // Adopting it is two writes: the node's name is on it first, then the markers go.
            if (state.Object.Label("lynq.sh/orphaned") != "true" || state.Object.Label("lynq.sh/node") is not null)
                left.Remove(uid);
            else if (!left.TryAdd(uid, data) && left[uid] != data)
                yield return $"{state.Name} was left behind and was changed at {state.Version}: {left[uid]} → {data}";
        }
    }

    /// <summary>What a paused hub would make is not made.</summary>
    public static IEnumerable<string> PauseViolations(IEnumerable<ObjectState> states, string hub) => states
        .Where(state => state.Kind == Kinds.Node && state.Object.Label("lynq.sh/hub") == hub)
        .Select(state => $"hub {hub} is paused, and {state.Name} was made or changed: {state.Change} at {state.Version}");

    /// <summary>
    /// At no moment more nodes of a form are changing than its maxSkew allows. A node is changing from the write of its content until
    /// it is Ready for just that content. One that was failing before the write is being cured and does not count, nor does one that
    /// turns unready later without having been written (contract §12).
    /// </summary>
    public static IEnumerable<string> SkewViolations(IEnumerable<ObjectState> states, string ns, string form, int maxSkew)
    {
        var changing = new SortedSet<string>(StringComparer.Ordinal);
        var failing = new Dictionary<string, long>(StringComparer.Ordinal);
        var settled = new Dictionary<string, (string? Uid, long Generation)>(StringComparer.Ordinal);
        var told = new List<string>();
        foreach (var state in states.Where(s => s.Kind == Kinds.Node && s.Namespace == ns && s.Object.Text("spec", "templateRef") == form))
        {
            var (name, node) = (state.Name, state.Object);
            var (uid, generation) = (node.Uid(), node.Count("metadata", "generation"));
            var seen = IsSeen(node);
            told.Add(Told(state));
            if (seen && node.Has("Ready", "True")) settled[name] = (uid, generation);
            if (seen && node.Has("Ready", "False") && node.Count("status", "failedResources") > 0) failing.TryAdd(name, generation);
            var over = state.Change == WatchEventType.Deleted || node.Text("metadata", "deletionTimestamp") is not null || settled.GetValueOrDefault(name) == (uid, generation);
            var cured = failing.TryGetValue(name, out var failed) && failed < generation;
            if (over) failing.Remove(name);
            if (over || cured)
                changing.Remove(name);
            else if (changing.Add(name) && changing.Count > maxSkew)
                yield return $"{changing.Count} nodes of {form} are changing at {state.Version}, {maxSkew} may: {string.Join(", ", changing)}; what happened: {string.Join("; ", told)}";
        }
    }

    /// <summary>What a violation says of a state of a node.</summary>
    public static string Told(ObjectState state) =>
        $"{state.Version} {state.Change} {state.Name} generation {state.Object.Count("metadata", "generation")} seen {IsSeen(state.Object)} {state.Object.Condition("Ready").Text("status")}/{state.Object.Condition("Ready").Text("reason")}";

    private static bool IsSeen(JsonElement? node) => node.Count("status", "observedGeneration") == node.Count("metadata", "generation");
}
