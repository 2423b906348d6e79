using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Lynq.Sandbox.Faults;

/// <summary>One request that the server answered, or is answering.</summary>
/// <param name="Number">Counts from 1 in order of arrival.</param>
/// <param name="At">When it arrived.</param>
/// <param name="Verb">get, list, watch, create, update, patch, apply (server-side apply), delete, deletecollection; the HTTP method in lower case when it is about no resource.</param>
/// <param name="Resource">The resource with its group, such as deployments.apps or pods/status; the path when it is about none.</param>
/// <param name="Namespace">Empty for cluster scope.</param>
/// <param name="Name">Empty for collections.</param>
/// <param name="User">The user's name.</param>
/// <param name="UserAgent">The User-Agent header.</param>
/// <param name="Query">The query string with its question mark, or empty.</param>
public sealed record RecordedRequest(
    long Number, DateTimeOffset At, string Verb, string Resource, string Namespace, string Name, string User, string UserAgent, string Query)
{
    /// <summary>The HTTP status of the answer; 0 while it is being worked on, or when the connection was dropped.</summary>
    public int Status { get; internal set; }
}

/// <summary>Counts every request by verb and resource and remembers the latest ones.</summary>
public sealed class RequestLog
{
    private static readonly string[] Reads = ["get", "list", "watch", "head"];
    private readonly ConcurrentQueue<RecordedRequest> _history = new();
    private readonly ConcurrentDictionary<(string Verb, string Resource, string UserAgent), long> _counts = new();
    private readonly int _limit;
    private long _number;

    internal RequestLog(int limit) => _limit = limit;

    /// <summary>The latest requests, oldest first, as many as the options keep.</summary>
    public IReadOnlyList<RecordedRequest> History => [.. _history];

    /// <summary>All counts since the start or the last <see cref="Clear"/>.</summary>
    public IReadOnlyDictionary<(string Verb, string Resource), long> Counts => _counts
        .GroupBy(count => (count.Key.Verb, count.Key.Resource))
        .ToImmutableDictionary(group => group.Key, group => group.Sum(count => count.Value));

    /// <summary>How many requests there were of these verbs and resources; null counts all of them.</summary>
    public long Count(string? verb = null, string? resource = null) =>
        _counts.Where(count => (verb is null || count.Key.Verb == verb) && (resource is null || count.Key.Resource == resource)).Sum(count => count.Value);

    /// <summary>How many requests could have changed something: everything but get, list and watch.</summary>
    public long Writes => _counts.Where(count => !Reads.Contains(count.Key.Verb, StringComparer.Ordinal)).Sum(count => count.Value);

    /// <summary>
    /// The counts as <c>/metrics</c> tells them, so that a sandbox in a process of its own can be asked too: as the real server's
    /// <c>apiserver_request_total</c>, with who asked instead of how it was answered.
    /// </summary>
    internal string Metrics()
    {
        var text = new StringBuilder("# HELP sandbox_requests_total Requests by verb, resource and user agent.\n# TYPE sandbox_requests_total counter\n");
        foreach (var ((verb, resource, agent), count) in _counts.OrderBy(count => count.Key))
            text.Append(CultureInfo.InvariantCulture, $"sandbox_requests_total{{verb=\"{verb}\",resource=\"{Escaped(resource)}\",user_agent=\"{Escaped(agent)}\"}} {count}\n");
        return text.ToString();
    }

    /// <summary>Forgets the history and sets all counts to zero.</summary>
    public void Clear()
    {
        _history.Clear();
        _counts.Clear();
    }

    internal RecordedRequest Record(
        DateTimeOffset at, string verb, string resource, string inNamespace, string name, string user, string agent, string query)
    {
        _counts.AddOrUpdate((verb, resource, agent), 1, static (_, count) => count + 1);
        var request = new RecordedRequest(Interlocked.Increment(ref _number), at, verb, resource, inNamespace, name, user, agent, query);
        if (_limit <= 0) return request;
        _history.Enqueue(request);
        while (_history.Count > _limit) _history.TryDequeue(out _);
        return request;
    }

    private static string Escaped(string label) =>
        label.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
