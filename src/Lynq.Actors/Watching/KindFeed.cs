using System.Text.Json;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Watching;

/// <summary>Follows the managed objects of one kind, in all namespaces or in those that are given.</summary>
/// <param name="informers">Makes the informers.</param>
/// <param name="resource">The resource.</param>
/// <param name="shape">Full or metadata only.</param>
/// <param name="namespaces">The namespaces; empty for all.</param>
/// <param name="sharedKey">Finds the copy of a node's key that everybody shares.</param>
/// <param name="onChild">Called for each change, one at a time per namespace.</param>
/// <param name="onListed">Called after each list with its namespace, empty for all, and its resourceVersion.</param>
/// <param name="onSynced">Called once, when every first list is complete.</param>
internal sealed class KindFeed(
    IInformers informers,
    ApiResource resource,
    Representation<JsonElement> shape,
    IReadOnlyList<string> namespaces,
    Func<NodeKey, NodeKey> sharedKey,
    Func<KindFeed, NodeKey, ObjectIdentity, JsonElement, bool, CancellationToken, ValueTask> onChild,
    Func<KindFeed, string, string, CancellationToken, ValueTask> onListed,
    Func<KindFeed, CancellationToken, ValueTask> onSynced) : IAsyncDisposable
{
    // The backstop of contract §8.2: one list of a kind where the original applied every object anew. Mostly it goes through the watch.
    private static readonly TimeSpan RelistInterval = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyList<(string Namespace, IInformer Informer)> _all = [];
    private Task _run = Task.CompletedTask;

    /// <summary>By namespace, empty for all: the resourceVersion up to which everything has been told. Without those that are being listed.</summary>
    public IReadOnlyDictionary<string, string> Versions => _all
        .Where(i => i.Informer.Version is not null)
        .ToDictionary(i => i.Namespace, i => i.Informer.Version ?? "", StringComparer.Ordinal);

    /// <summary>Begins to follow.</summary>
    public void Start()
    {
        _all = [.. (namespaces.Count == 0 ? [null] : namespaces.Select(n => (string?)n)).Select(ns => (ns ?? "", Informer(ns)))];
        var token = _stop.Token;
        _run = Task.WhenAll([.. _all.Select(i => Task.Run(() => i.Informer.RunAsync(token), token)), Task.Run(() => SyncAsync(token), token)]);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task SyncAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, informer) in _all)
        {
            await informer.WaitForSyncAsync(cancellationToken);
        }

        await onSynced(this, cancellationToken);
    }

    private IInformer Informer(string? ns) => informers.Create(new InformerOptions<JsonElement, NodeKey?>
    {
        Resource = resource,
        Representation = shape,
        Identify = ObjectIdentity.Of,
        Keep = child => ChildReader.NodeOf(child) is { } node ? sharedKey(node) : null,
        Handler = HandleAsync,
        Listed = (version, token) => onListed(this, ns ?? "", version, token),
        Namespace = ns,
        LabelSelector = LynqLabels.Node,
        RelistInterval = RelistInterval,
    });

    private async ValueTask HandleAsync(InformerChange<JsonElement, NodeKey?> change, CancellationToken cancellationToken)
    {
        var deleted = change.Type == WatchEventType.Deleted;
        if (change.Before is { } before && before != change.Kept)
        {
            // The tracking labels name another node now: for the former one the object is gone.
            await onChild(this, before, change.Identity, ObjectOf(change), true, cancellationToken);
        }

        if (change.Kept is { } node)
        {
            await onChild(this, node, change.Identity, ObjectOf(change), deleted, cancellationToken);
        }
    }

    /// <summary>The object, or as much of it as is known when its deletion was found by listing again.</summary>
    private static JsonElement ObjectOf(InformerChange<JsonElement, NodeKey?> change)
    {
        if (change.Object.ValueKind == JsonValueKind.Object)
        {
            return change.Object;
        }

        var metadata = new System.Text.Json.Nodes.JsonObject
        {
            ["namespace"] = change.Identity.Namespace,
            ["name"] = change.Identity.Name,
            ["uid"] = change.Identity.Uid,
            ["resourceVersion"] = change.Identity.ResourceVersion,
        };
        using var document = JsonDocument.Parse(new System.Text.Json.Nodes.JsonObject { ["metadata"] = metadata }.ToJsonString());
        return document.RootElement.Clone();
    }
}
