namespace Lynq.Scenarios.Faults.Rules;

/// <summary>What depends on something is not written before that has been.</summary>
internal static class OrderRule
{
    public static IEnumerable<string> Violations(IReadOnlyList<Exchange> history, string ns, IEnumerable<(string First, string Then)> order)
    {
        foreach (var (first, then) in order)
        {
            var done = history.Where(e => e.Namespace == ns && e.Name == first && e.Writes && e.Status is 200 or 201).Select(e => e.Answered).DefaultIfEmpty(int.MaxValue).Min();
            if (history.FirstOrDefault(e => e.Namespace == ns && e.Name == then && e.Writes) is { } started && started.Number < done)
                yield return $"before its dependency {first}: {started}";
        }
    }
}
