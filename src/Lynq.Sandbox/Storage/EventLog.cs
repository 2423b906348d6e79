namespace Lynq.Sandbox.Storage;

/// <summary>What happened to an object.</summary>
internal enum ChangeType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One committed change: the object after it (for a deletion: its last state at the deletion's version).</summary>
internal sealed record Change(ChangeType Type, string StorageKey, StoredObject Object, StoredObject? Previous);

/// <summary>A link of the chain of changes of one collection. A watcher holds its last one and walks on.</summary>
internal sealed class ChangeNode(Change? change)
{
    private volatile ChangeNode? _next;

    public Change? Change { get; } = change;

    public ChangeNode? Next
    {
        get => _next;
        set => _next = value;
    }
}

/// <summary>The recent changes of one collection, oldest first, bounded by a limit and by compaction.</summary>
internal sealed class EventLog(int limit)
{
    private readonly Lock _gate = new();
    private readonly List<ChangeNode> _nodes = [];
    private ChangeNode _last = new(null);
    private int _first;
    private long _compacted;
    private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _awaited;

    /// <summary>The newest link.</summary>
    public ChangeNode Last
    {
        get
        {
            lock (_gate) return _last;
        }
    }

    /// <summary>Adds a change; the store calls it inside its writer lock, so versions only rise.</summary>
    public void Append(Change change)
    {
        lock (_gate)
        {
            var node = new ChangeNode(change);
            _nodes.Add(node);
            _last.Next = node;
            _last = node;
            if (_nodes.Count - _first > limit) Drop(_first + 1);
            if (!_awaited) return;
            _awaited = false;
            var signal = _signal;
            _signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            signal.SetResult();
        }
    }

    /// <summary>The link after which a watch from the given version goes on; null when that is compacted (410).</summary>
    public ChangeNode? After(long resourceVersion)
    {
        lock (_gate)
        {
            if (resourceVersion < _compacted) return null;
            var (low, high) = (_first, _nodes.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_nodes[middle].Change!.Object.ResourceVersion <= resourceVersion) low = middle + 1;
                else high = middle;
            }

            // A stub in front of the first newer change, or the end of the chain.
            return low < _nodes.Count ? new ChangeNode(null) { Next = _nodes[low] } : _last;
        }
    }

    /// <summary>A task that ends when something is appended after now.</summary>
    public Task Changed()
    {
        lock (_gate)
        {
            _awaited = true;
            return _signal.Task;
        }
    }

    /// <summary>Forgets all changes up to the version.</summary>
    public void Compact(long resourceVersion)
    {
        lock (_gate)
        {
            var keep = _first;
            while (keep < _nodes.Count && _nodes[keep].Change!.Object.ResourceVersion <= resourceVersion) keep++;
            Drop(keep);
            _compacted = Math.Max(_compacted, resourceVersion);
        }
    }

    private void Drop(int first)
    {
        if (first > _first) _compacted = Math.Max(_compacted, _nodes[first - 1].Change!.Object.ResourceVersion);
        for (var i = _first; i < first; i++) _nodes[i] = null!;
        _first = first;
        if (_first < 1024 || _first < _nodes.Count / 2) return;
        _nodes.RemoveRange(0, _first);
        _first = 0;
    }
}
