namespace Lynq.Scenarios.Faults;

/// <summary>Reads the recorded history of one scenario's namespace and holds what must be true whatever went wrong.</summary>
internal static class Checker
{
    /// <summary>Looks for requests that must never be sent.</summary>
    /// <param name="history">All requests.</param>
    /// <param name="ns">The scenario's namespace.</param>
    /// <param name="mayDelete">Whether a child may have been deleted: a cause was there.</param>
    /// <param name="order">Names of children: the second depends on the first.</param>
    public static IReadOnlyList<string> Violations(IReadOnlyList<Exchange> history, string ns, Func<string, bool> mayDelete, params (string First, string Then)[] order)
    {
        var own = history.Where(exchange => exchange.Namespace == ns).ToList();
        var found = new List<string>();
        foreach (var deletion in own.Where(exchange => exchange.Verb == "delete"))
        {
            if (!deletion.Body.Contains("\"uid\"", StringComparison.Ordinal))
                found.Add($"delete {deletion.Resource}/{deletion.Name} without a uid precondition");
            if (!mayDelete(deletion.Name))
                found.Add($"delete {deletion.Resource}/{deletion.Name} without a cause");
        }

        foreach (var (first, then) in order)
        {
            var (done, started) = (own.Find(e => e.Name == first && e.Writes && e.Status is 200 or 201), own.Find(e => e.Name == then && e.Writes));
            if (started is not null && (done is null || done.Number > started.Number))
                found.Add($"{then} was written before its dependency {first}");
        }

        return found;
    }
}
