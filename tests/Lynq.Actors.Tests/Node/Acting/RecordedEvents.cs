using System.Collections.Concurrent;
using Lynq.Kubernetes;

namespace Lynq.Actors.Tests.Node.Acting;

/// <summary>Keeps events instead of publishing them.</summary>
internal sealed class RecordedEvents : IEventRecorder
{
    private readonly ConcurrentQueue<(EventSubject Subject, EventType Type, string Reason, string Message)> _all = new();

    public IReadOnlyList<(EventSubject Subject, EventType Type, string Reason, string Message)> All => [.. _all];

    public IEnumerable<string> Reasons => _all.Select(e => e.Reason);

    public void Record(EventSubject subject, EventType type, string reason, string message, string component) => _all.Enqueue((subject, type, reason, message));

    public void Clear() => _all.Clear();
}
