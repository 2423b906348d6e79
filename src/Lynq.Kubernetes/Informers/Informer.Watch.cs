namespace Lynq.Kubernetes;

public sealed partial class Informer<T, TKept>
{
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(1);

    /// <summary>Watches from where we are until the server ends it.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var heard = false;
        var watch = WatchOptions() with { ResourceVersion = _version };
        await foreach (var change in _client.WatchAsync(Resource, watch, _options.Representation, cancellationToken))
        {
            if (!heard)
                _backoff.Reset();
            heard = true;
            Contact();
            await HandleAsync(change, cancellationToken);
        }

        Contact();
        // A server that ends watches at once must not be asked in a tight loop.
        if (!heard && _time.GetElapsedTime(started) < ShortLife)
            await PauseAsync(_backoff.Next(Random.Shared.NextDouble()), cancellationToken);
    }

    private WatchOptions WatchOptions() => new()
    {
        Namespace = _options.Namespace,
        LabelSelector = _options.LabelSelector,
        FieldSelector = _options.FieldSelector,
        SilenceLimit = _options.SilenceLimit,
        Opened = Contact,
        // Spread, so that informers that started together do not all come back together.
        ServerTimeout = _options.WatchTimeout * (1 + Random.Shared.NextDouble()),
    };

    private async Task HandleAsync(WatchEvent<T> change, CancellationToken cancellationToken)
    {
        switch (change.Type)
        {
            case WatchEventType.Bookmark:
                Advance(change.ResourceVersion);
                break;
            case WatchEventType.Deleted:
                var identity = _options.Identify(change.Object);
                var key = new ObjectName(identity.Namespace, identity.Name);
                if (_store.Find(key) is { } entry)
                    await DeliverDeletionAsync(key, entry, change.Object, identity.ResourceVersion, cancellationToken);
                Advance(identity.ResourceVersion);
                break;
            default:
                await ObserveAsync(change.Object, cancellationToken);
                Advance(_options.Identify(change.Object).ResourceVersion);
                break;
        }
    }

    // During a streaming list versions come in no order: only its end says from where to go on.
    private void Advance(string? version)
    {
        if (_version is not null && !string.IsNullOrEmpty(version))
            _version = _latest = version;
    }

    /// <summary>Takes note of an object's state and hands it over, unless just that state was handed over before.</summary>
    private async ValueTask ObserveAsync(T item, CancellationToken cancellationToken)
    {
        var identity = _options.Identify(item);
        var key = new ObjectName(identity.Namespace, identity.Name);
        var known = _store.Find(key);
        if (known is { } other && other.Uid != new PackedUid(identity.Uid))
        {
            // A successor of the same name: its predecessor's end was missed.
            await DeliverDeletionAsync(key, other, default, other.Version.ToString(), cancellationToken);
            known = null;
        }

        if (known is { } same && same.Version == new PackedVersion(identity.ResourceVersion))
        {
            _store.Touch(key);
            return;
        }

        var kept = _options.Keep(item);
        await DeliverAsync(
            new()
            {
                Type = known is null ? WatchEventType.Added : WatchEventType.Modified,
                Identity = identity,
                Object = item,
                Kept = kept,
                Before = known is { } before ? before.Kept : default,
                Initial = !HasSynced,
            },
            cancellationToken);
        _store.Set(key, identity.Uid, identity.ResourceVersion, kept);
    }

    private async ValueTask DeliverDeletionAsync(ObjectName key, InformerEntry<TKept> entry, T? last, string version, CancellationToken cancellationToken)
    {
        await DeliverAsync(
            new()
            {
                Type = WatchEventType.Deleted,
                Identity = new(key.Namespace, key.Name, entry.Uid.ToString(), version),
                Object = last,
                Kept = entry.Kept,
                Before = entry.Kept,
            },
            cancellationToken);
        _store.Remove(key);
    }

    private async ValueTask DeliverAsync(InformerChange<T, TKept> change, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(_options.MinBackoff, _options.MaxBackoff);
        while (true)
        {
            try
            {
                await _options.Handler(change, cancellationToken);
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogHandlerFailed(e, Resource, change.Identity.Namespace, change.Identity.Name);
                await Task.Delay(backoff.Next(Random.Shared.NextDouble()), _time, cancellationToken);
            }
        }
    }
}
