namespace Lynq.Scenarios.Faults.Rules;

/// <summary>Nothing is deleted without a cause that was there before, and nothing but the very object that was meant.</summary>
internal static class DeletionRule
{
    /// <param name="history">All requests.</param>
    /// <param name="ns">The namespace that is judged.</param>
    /// <param name="causeOf">When the cause for a deletion was there, as a place in the log; null for never.</param>
    public static IEnumerable<string> Violations(IEnumerable<Exchange> history, string ns, Func<Exchange, int?> causeOf)
    {
        foreach (var deletion in history.Where(exchange => exchange.Namespace == ns && exchange.Verb == "delete"))
        {
            if (deletion.MeantUid is null)
                yield return $"without a uid precondition: {deletion}";
            if (causeOf(deletion) is not { } cause || cause > deletion.Number)
                yield return $"without a cause: {deletion}";
        }
    }
}
