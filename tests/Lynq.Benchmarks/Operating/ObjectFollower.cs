using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Lynq.Benchmarks.Worlds;
using Lynq.Kubernetes;

namespace Lynq.Benchmarks.Operating;

/// <summary>Sees objects of one kind change, and tells when one has come to look as awaited.</summary>
internal sealed class ObjectFollower : IAsyncDisposable
{
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Awaited> _awaited = new(StringComparer.Ordinal);
    private readonly Informer<JsonElement, int> _informer;
    private readonly Task _running;
    private readonly ApiResource _kind;

    private ObjectFollower(World world, ApiResource kind, string ns, Action<InformerChange<JsonElement, int>>? seen)
    {
        _kind = kind;
        _informer = new(world.Admin, InformerOptions.Full(kind, _ => 0, (change, _) =>
        {
            seen?.Invoke(change);
            See(change);
            return ValueTask.CompletedTask;
        }) with
        { Namespace = ns });
        _running = _informer.RunAsync(_stop.Token);
    }

    /// <summary>How many there are.</summary>
    public int Count => _informer.Count;

    public static async Task<ObjectFollower> StartAsync(World world, ApiResource kind, string ns, Action<InformerChange<JsonElement, int>>? seen = null)
    {
        var follower = new ObjectFollower(world, kind, ns, seen);
        await follower._informer.WaitForSyncAsync(follower._stop.Token);
        return follower;
    }

    /// <summary>
    /// Makes a change, and returns the milliseconds from then until an object was seen that looks as it should afterwards. The change
    /// itself is part of it: what it causes may be seen before it is answered.
    /// </summary>
    /// <param name="name">The object.</param>
    /// <param name="looksRight">Whether it looks as it should.</param>
    /// <param name="change">Makes the change.</param>
    /// <param name="wrongFirst">It looks right before the change: what counts is when it does so again.</param>
    public async Task<double> TimeAsync(string name, Func<JsonElement, bool> looksRight, Func<Task> change, bool wrongFirst = false)
    {
        var from = Stopwatch.GetTimestamp();
        var awaited = _awaited[name] = new Awaited(looksRight) { WasWrong = !wrongFirst };
        try
        {
            await change();
            return Stopwatch.GetElapsedTime(from, await awaited.Seen.Task.WaitAsync(s_within)).TotalMilliseconds;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{_kind.Kind} {name} did not come to look right within {s_within.TotalSeconds} s", e);
        }
        finally
        {
            _awaited.TryRemove(name, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private void See(InformerChange<JsonElement, int> change)
    {
        if (change.Type == WatchEventType.Deleted || !_awaited.TryGetValue(change.Identity.Name, out var awaited)) return;
        if (!awaited.LooksRight(change.Object)) awaited.WasWrong = true;
        else if (awaited.WasWrong) awaited.Seen.TrySetResult(Stopwatch.GetTimestamp());
    }

    private sealed class Awaited(Func<JsonElement, bool> looksRight)
    {
        public Func<JsonElement, bool> LooksRight => looksRight;

        public bool WasWrong { get; set; }

        public TaskCompletionSource<long> Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
