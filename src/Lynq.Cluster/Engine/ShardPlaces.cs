using System.Collections.Concurrent;

namespace Lynq.Cluster.Engine;

/// <summary>Which shards of a kind live in this process.</summary>
/// <param name="extractor">Says which shard an actor belongs to.</param>
/// <param name="moved">Called when shards have come or gone; with those that have come.</param>
/// <param name="time">The clock.</param>
internal sealed class ShardPlaces(LynqMessageExtractor extractor, Action<IReadOnlySet<string>> moved, TimeProvider time) : IDisposable
{
    // Shards move in batches: one look through everything that is known serves a batch.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, bool> _here = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private HashSet<string> _new = new(StringComparer.Ordinal);
    private ITimer? _timer;
    private bool _isDisposed;

    /// <summary>Shards that live here.</summary>
    public ICollection<string> Here => _here.Keys;

    /// <summary>Whether an actor's shard lives here.</summary>
    public bool IsHere(string key) => _here.ContainsKey(extractor.ShardOf(key));

    /// <summary>Whether an actor's shard is one of some.</summary>
    public bool IsAmong(string key, IReadOnlySet<string> shards) => shards.Contains(extractor.ShardOf(key));

    /// <summary>A shard has come here.</summary>
    public void Arrive(string shard)
    {
        _here[shard] = true;
        lock (_gate)
        {
            _new.Add(shard);
            TellSoon();
        }
    }

    /// <summary>A shard has gone.</summary>
    public void Leave(string shard)
    {
        _here.TryRemove(shard, out _);
        lock (_gate)
            TellSoon();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }
    }

    private void TellSoon()
    {
        if (!_isDisposed)
            _timer ??= time.CreateTimer(static state => ((ShardPlaces)state!).Tell(), this, Gathering, Timeout.InfiniteTimeSpan);
    }

    private void Tell()
    {
        HashSet<string> shards;
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
            (shards, _new) = (_new, new(StringComparer.Ordinal));
        }

        moved(shards);
    }
}
