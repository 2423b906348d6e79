using System.Buffers;
using System.Globalization;
using System.Text;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Reading;

/// <summary>What a watch request asks for beyond the list's selection.</summary>
internal sealed record WatchQuery
{
    public required ListQuery List { get; init; }

    public string ResourceVersion { get; init; } = "";

    public bool Bookmarks { get; init; }

    public bool SendInitialEvents { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Follows one collection and writes its changes, one JSON line each.</summary>
internal sealed class WatchStream(ObjectStore store, TimeProvider time, ObjectView view, WatchQuery query)
{
    // Changes in quick succession go out together, which costs both sides a fraction; the first after a pause goes out at once.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);

    private readonly ResourceType _type = view.Type;
    private readonly ObjectCollection _collection = store.Collection(view.Type.StorageKey);
    private bool _columnsSent;

    /// <summary>Writes frames until the timeout, the request's end, or 410. <paramref name="flush"/> sends what was written.</summary>
    public async Task RunAsync(IBufferWriter<byte> output, Func<bool, ValueTask> flush, CancellationToken cancellation)
    {
        using var ending = new CancellationTokenSource(query.Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, cancellation);
        if (Start(output) is not { } node)
        {
            WriteGone(output);
            await flush(true);
            return;
        }

        await flush(true);
        try
        {
            await FollowAsync(output, flush, node, stop.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // The asked time is over: the stream ends as a whole, without an error.
        }
    }

    private async Task FollowAsync(IBufferWriter<byte> output, Func<bool, ValueTask> flush, ChangeNode node, CancellationToken stop)
    {
        var nextBookmark = time.GetUtcNow() + query.BookmarkInterval;
        var sent = 0L;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            // Asked for before looking, so that a change in between is not missed.
            var changed = _collection.Log.Changed();
            var version = store.Version;
            if (node.Next is not null)
            {
                await GatherAsync(sent, stop);
                (node, var any) = await CatchUpAsync(output, flush, node, stop);
                if (any) sent = TimeProvider.System.GetTimestamp();
                continue;
            }

            if (!query.Bookmarks)
            {
                await changed.WaitAsync(stop);
                continue;
            }

            var wait = nextBookmark - time.GetUtcNow();
            if (wait <= TimeSpan.Zero)
            {
                WriteBookmark(output, version, initialEnd: false);
                await flush(true);
                nextBookmark = time.GetUtcNow() + query.BookmarkInterval;
                continue;
            }

            try
            {
                await changed.WaitAsync(wait, time, stop);
            }
            catch (TimeoutException)
            {
                // Time for a bookmark.
            }
        }
    }

    // By the clock of the machine: this simulates nothing, and with a clock that stands still nothing would ever go out.
    private static async ValueTask GatherAsync(long sent, CancellationToken stop)
    {
        var left = Gathering - TimeProvider.System.GetElapsedTime(sent);
        if (left > TimeSpan.Zero) await Task.Delay(left, TimeProvider.System, stop);
    }

    // Sends what there is, whether or not the last change is one that the reader asked for.
    private async Task<(ChangeNode Last, bool Any)> CatchUpAsync(IBufferWriter<byte> output, Func<bool, ValueTask> flush, ChangeNode node, CancellationToken stop)
    {
        var any = false;
        while (node.Next is { } next)
        {
            stop.ThrowIfCancellationRequested();
            node = next;
            if (!Write(output, node.Change!)) continue;
            any = true;
            await flush(false);
        }

        if (any) await flush(true);
        return (node, any);
    }

    // Where to go on from; writes the state first when the client has none. Null: the version is compacted.
    private ChangeNode? Start(IBufferWriter<byte> output)
    {
        var asked = query.ResourceVersion;
        var synthetic = asked is "" or "0" || query.SendInitialEvents;
        if (!synthetic)
        {
            if (!long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var from))
                throw Errors.BadRequest($"Invalid value: \"{asked}\": strconv.ParseUint: parsing \"{asked}\": invalid syntax");
            return from < store.CompactedVersion ? null : _collection.Log.After(from);
        }

        var (objects, version, node) = store.Snapshot(_collection, query.List.Namespace);
        foreach (var stored in objects)
        {
            if (Matches(stored)) WriteEvent(output, "ADDED", stored);
        }

        if (query.SendInitialEvents) WriteBookmark(output, version, initialEnd: true);
        return node;
    }

    private bool Write(IBufferWriter<byte> output, Change change)
    {
        if (query.List.Namespace is { } space && change.Object.Key.Namespace != space) return false;
        var before = change.Previous is { } previous && Matches(previous);
        var after = change.Type != ChangeType.Deleted && Matches(change.Object);
        if (!before && !after) return false;
        var type = (before, after) switch
        {
            (false, _) => "ADDED",
            (_, false) => "DELETED",
            _ => "MODIFIED",
        };
        // A reader for whom the object leaves sees its last matching state, at the new version.
        var shown = type == "DELETED" && change.Type != ChangeType.Deleted
            ? change.Previous!.At(change.Object.ResourceVersion)
            : change.Object;
        WriteEvent(output, type, shown);
        return true;
    }

    private bool Matches(StoredObject stored) =>
        query.List.Labels.Matches(stored.Labels) && query.List.Fields.Matches(stored, _type);

    private void WriteEvent(IBufferWriter<byte> output, string type, StoredObject stored)
    {
        Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"object\":", output);
        view.Write(output, stored, withColumns: !_columnsSent);
        _columnsSent = true;
        output.Write("}\n"u8);
    }

    private void WriteBookmark(IBufferWriter<byte> output, long version, bool initialEnd)
    {
        var (apiVersion, kind) = view.Form switch
        {
            Representation.Metadata => ("meta.k8s.io/v1", "PartialObjectMetadata"),
            Representation.Table => ("meta.k8s.io/v1", "Table"),
            _ => (_type.ApiVersion, _type.Kind),
        };
        var annotations = initialEnd ? ",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}" : "";
        var created = view.Form == Representation.Table ? "" : ",\"creationTimestamp\":null";
        var rows = view.Form == Representation.Table ? ",\"columnDefinitions\":null,\"rows\":[]" : "";
        Encoding.UTF8.GetBytes(
            $"{{\"type\":\"BOOKMARK\",\"object\":{{\"kind\":\"{kind}\",\"apiVersion\":\"{apiVersion}\",\"metadata\":{{\"resourceVersion\":\"{version}\"{created}{annotations}}}{rows}}}}}\n",
            output);
    }

    private void WriteGone(IBufferWriter<byte> output)
    {
        var gone = Errors.Gone($"too old resource version: {query.ResourceVersion} ({Math.Max(store.CompactedVersion, 1)})");
        Encoding.UTF8.GetBytes("{\"type\":\"ERROR\",\"object\":", output);
        ObjectView.Write(output, gone.ToStatus());
        output.Write("}\n"u8);
    }
}
