using System.Collections.Concurrent;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Lifecycle;

/// <summary>Takes Events out some time after they were last written, as the API server's storage does.</summary>
internal sealed class EventExpiry(ObjectStore store, TimeSpan timeToLive, TimeProvider time)
{
    private const string StorageKey = "events";
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromMinutes(1);

    // All live equally long: who came first goes first.
    private readonly ConcurrentQueue<(DateTimeOffset Due, StoredObject Event)> _due = new();

    /// <summary>Notes when a written Event is due.</summary>
    public void Track(Change change)
    {
        if (change.StorageKey == StorageKey && change.Type != ChangeType.Deleted) _due.Enqueue((time.GetUtcNow() + timeToLive, change.Object));
    }

    /// <summary>Takes out what is due, now and then, until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(timeToLive < LongestPeriod ? timeToLive : LongestPeriod, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping)) Sweep();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private void Sweep()
    {
        var collection = store.Collection(StorageKey);
        var now = time.GetUtcNow();
        while (_due.TryPeek(out var first) && first.Due <= now)
        {
            _due.TryDequeue(out _);
            // One that was written since is due later; one that is gone needs nothing.
            if (ReferenceEquals(collection.Find(first.Event.Key), first.Event)) store.Remove(collection, first.Event, first.Event);
        }
    }
}
