namespace Lynq.Scenarios.Faults.Rules;

/// <summary>Never two writers: every write comes from whom the lease names when it arrives.</summary>
internal static class WriterRule
{
    public static IEnumerable<string> Violations(IReadOnlyList<Exchange> history)
    {
        // A lease counts from its answer on, a write from its arrival.
        var moments = history.Where(Acquires).Select(e => (At: e.Answered, Exchange: e))
            .Concat(history.Where(e => e.NeedsLease).Select(e => (At: e.Number, Exchange: e)))
            .OrderBy(moment => moment.At);
        var holders = new Dictionary<string, string>(StringComparer.Ordinal);
        var holder = "";
        foreach (var (_, exchange) in moments)
        {
            if (Acquires(exchange))
            {
                holder = HolderIn(exchange.Body);
                if (holder.Length > 0) holders[holder] = exchange.Client;
            }
            else if (holder.Length == 0 || holders[holder] != exchange.Client)
            {
                yield return $"while {(holder.Length == 0 ? "nobody" : holders[holder])} leads: {exchange}";
            }
        }
    }

    /// <summary>Whom the lease named, write by write; empty after a release.</summary>
    public static IReadOnlyList<string> Holders(IReadOnlyList<Exchange> history) =>
        [.. history.Where(Acquires).OrderBy(write => write.Answered).Select(write => HolderIn(write.Body))];

    private static bool Acquires(Exchange exchange) => exchange is { Writes: true, Resource: "leases.coordination.k8s.io", Status: 200 or 201 };

    private static string HolderIn(string body)
    {
        using var lease = JsonDocument.Parse(body);
        return ((JsonElement?)lease.RootElement).Text("spec", "holderIdentity") ?? "";
    }
}
