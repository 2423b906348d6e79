using System.Collections.Immutable;

namespace Lynq.Benchmarks.Worlds;

/// <summary>Requests by verb (apply counts as patch) and resource (with group and subresource).</summary>
internal sealed record RequestCounts(ImmutableDictionary<(string Verb, string Resource), long> Counts)
{
    private const string Leases = "leases.coordination.k8s.io";

    // Asked once at the start: what may I do? It is a POST and writes nothing.
    private const string Reviews = "selfsubjectaccessreviews.authorization.k8s.io";

    public static RequestCounts None { get; } = new(ImmutableDictionary<(string Verb, string Resource), long>.Empty);

    /// <summary>Everything but watches, the leader's lease, questions for rights and events.</summary>
    public long Work => Sum((verb, resource) => verb != "watch" && resource is not (Leases or Reviews) && !IsEvents(resource));

    /// <summary>Reads of objects: gets and lists.</summary>
    public long Reads => Sum((verb, resource) => verb is "get" or "list" && resource != Leases);

    /// <summary>Writes but those of the lease, events included.</summary>
    public long Writes => Sum((verb, resource) => verb is not ("get" or "list" or "watch") && resource is not (Leases or Reviews));

    /// <summary>Writes of events.</summary>
    public long Events => Sum((verb, resource) => verb != "watch" && IsEvents(resource));

    /// <summary>Everything but watches and the lease.</summary>
    public long All => Work + Events;

    public long Of(string verb, string resource) => Counts.GetValueOrDefault((verb, resource));

    public RequestCounts Add(string verb, string resource, long count = 1)
    {
        var key = (verb is "apply" ? "patch" : verb, resource);
        return new(Counts.SetItem(key, Counts.GetValueOrDefault(key) + count));
    }

    public RequestCounts Since(RequestCounts before) => new(Counts
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value - before.Counts.GetValueOrDefault(pair.Key)))
        .Where(pair => pair.Value != 0)
        .ToImmutableDictionary());

    public override string ToString() =>
        string.Join(", ", Counts.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key.Verb} {pair.Key.Resource} {pair.Value}"));

    private long Sum(Func<string, string, bool> counts) => Counts.Where(pair => counts(pair.Key.Verb, pair.Key.Resource)).Sum(pair => pair.Value);

    private static bool IsEvents(string resource) => resource is "events" or "events.events.k8s.io";
}
