namespace Lynq.Kubernetes;

public sealed partial class Informer<T, TKept>
{
    // A page's token is kept for about five minutes by the server.
    private const int WholeList = 0;

    private const int PastListsRefused = 3;

    // Initial events come without pause; a server that does not know them falls silent where it should say that they are complete.
    private static readonly TimeSpan InitialSilence = TimeSpan.FromSeconds(10);

    /// <summary>Lists page by page; when a page's token expires meanwhile, once more in one piece.</summary>
    private async Task ListAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ListAllAsync(_options.PageSize, cancellationToken);
        }
        catch (KubernetesException e) when (e.IsExpired)
        {
            await ListAllAsync(WholeList, cancellationToken);
        }
    }

    private async Task ListAllAsync(int pageSize, CancellationToken cancellationToken)
    {
        ClientTelemetry.Relists.Add(1, new KeyValuePair<string, object?>("resource", Resource.Plural));
        _store.BeginList();
        var options = new ListOptions
        {
            Namespace = _options.Namespace,
            LabelSelector = _options.LabelSelector,
            FieldSelector = _options.FieldSelector,
            PageSize = pageSize == WholeList ? null : pageSize,
            Priority = RequestPriority.Resync,
        };
        string version;
        do
        {
            var page = await _client.ListPageAsync(Resource, options, _options.Representation, cancellationToken);
            Contact();
            version = page.Metadata.ResourceVersion;
            RefusePast(version);
            options = options with { Continue = page.Metadata.Continue };
            foreach (var item in page.Items)
                await ObserveAsync(item, cancellationToken);
        }
        while (!string.IsNullOrEmpty(options.Continue));
        await EndListAsync(version, cancellationToken);
    }

    /// <summary>Lists through a watch, where the server can: it then holds no list in memory, and neither do we.</summary>
    private async Task StreamAllAsync(CancellationToken cancellationToken)
    {
        _store.BeginList();
        var watch = WatchOptions() with { SendInitialEvents = true, SilenceLimit = InitialSilence };
        try
        {
            await foreach (var change in _client.WatchAsync(Resource, watch, _options.Representation, cancellationToken))
            {
                Contact();
                if (change is { Type: WatchEventType.Bookmark, InitialEventsEnd: true })
                {
                    // What follows is an ordinary watch with an ordinary patience.
                    RefusePast(change.ResourceVersion!);
                    await EndListAsync(change.ResourceVersion!, cancellationToken);
                    return;
                }

                await HandleAsync(change, cancellationToken);
            }
        }
        catch (KubernetesException e) when (e.StatusCode is 0 or 400 or 422)
        {
            // An older server refuses the parameters, or passes over them and never says that the list is complete.
        }

        _streamsInitialList = false;
        LogNoStreamingList(Resource);
    }

    private async Task EndListAsync(string version, CancellationToken cancellationToken)
    {
        foreach (var (key, entry) in _store.EndList())
            await DeliverDeletionAsync(key, entry, default, entry.Version.ToString(), cancellationToken);
        if (_options.Listed is { } listed)
            await listed(version, cancellationToken);
        (_version, _latest, _pastLists) = (version, version, 0);
        _listedAt = _time.GetTimestamp();
        _backoff.Reset();
        if (_synced.TrySetResult())
            LogSynced(Resource, _store.Count);
    }

    /// <summary>
    /// A server that lags behind, or a cache before it, can answer with a list of the past, in which what is new seems gone. Only
    /// when it goes on saying the same is it believed: then it was restored from a backup.
    /// </summary>
    private void RefusePast(string version)
    {
        if (_latest is null || !ResourceVersions.IsOlder(version, _latest) || _pastLists >= PastListsRefused)
            return;
        _pastLists++;
        throw new InvalidOperationException($"the list of {Resource} is of version {version}, older than {_latest} that was seen already");
    }
}
