namespace Lynq.Scenarios;

/// <summary>One state of an object, as the server announced it.</summary>
/// <param name="Version">Its resourceVersion, by which all states of a server are in order.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Change">What happened.</param>
/// <param name="Object">The object in that state; its last one when it is gone.</param>
internal sealed record ObjectState(long Version, ApiResource Kind, WatchEventType Change, JsonElement? Object)
{
    public string Name => Object.Name()!;

    public string Namespace => Object.Text("metadata", "namespace") ?? "";
}

/// <summary>Every state that objects went through, read from the server's own watches and not from what the operator says of itself.</summary>
internal sealed class ObjectHistory : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<ObjectState> _states = [];
    private readonly IKubernetesClient _client;
    private readonly string? _ns;
    private readonly List<Task> _watches = [];

    private readonly ApiResource[] _kinds;

    private ObjectHistory(IKubernetesClient client, string? ns, ApiResource[] kinds) => (_client, _ns, _kinds) = (client, ns, kinds);

    /// <summary>All states so far, oldest first.</summary>
    public IReadOnlyList<ObjectState> States
    {
        get
        {
            lock (_gate) return [.. _states.OrderBy(state => state.Version)];
        }
    }

    /// <summary>Records from now on.</summary>
    /// <param name="client">The server's client.</param>
    /// <param name="ns">Only this namespace; null for all.</param>
    /// <param name="kinds">What to record.</param>
    public static async Task<ObjectHistory> StartAsync(IKubernetesClient client, string? ns, params ApiResource[] kinds)
    {
        var history = new ObjectHistory(client, ns, kinds);
        foreach (var kind in kinds)
        {
            var page = await client.ListPageAsync(kind, new ListOptions { Namespace = ns, PageSize = null }, Representation.Full);
            history._watches.Add(Task.Run(() => history.FollowAsync(kind, page.Metadata.ResourceVersion)));
        }

        return history;
    }

    public IEnumerable<ObjectState> Of(ApiResource kind) => States.Where(state => state.Kind == kind);

    /// <summary>Waits until it has seen the state that each object of a namespace has now.</summary>
    public async Task CaughtUpAsync(string ns)
    {
        foreach (var kind in _kinds)
        {
            var now = new List<string>();
            await foreach (JsonElement? item in _client.ListAsync(kind, new ListOptions { Namespace = ns })) now.Add(item.Version()!);
            await Eventually.Holds(() => Of(kind).Select(state => state.Object.Version()!).ToHashSet(StringComparer.Ordinal).IsSupersetOf(now), $"the history has the last states of {kind.Plural}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Eventually.Ends(Task.WhenAll(_watches), "the watches");
        _stop.Dispose();
    }

    private async Task FollowAsync(ApiResource kind, string from)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in _client.WatchAsync(kind, new WatchOptions { Namespace = _ns, ResourceVersion = from }, Representation.Full, _stop.Token))
                {
                    from = change.ResourceVersion ?? ((JsonElement?)change.Object).Version()!;
                    if (change.Type == WatchEventType.Bookmark) continue;
                    lock (_gate) _states.Add(new ObjectState(long.Parse(from, CultureInfo.InvariantCulture), kind, change.Type, change.Object));
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (KubernetesException e) when (!e.IsExpired)
            {
                // The server is away for a moment: it goes on where it stopped.
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
