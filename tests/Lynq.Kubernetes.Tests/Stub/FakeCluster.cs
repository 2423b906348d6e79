using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Kubernetes.Tests.Stub;

/// <summary>A store of objects behind the client's seam: versions, optimistic locking, lists and watches with a history that can be forgotten.</summary>
public sealed class FakeCluster : IKubernetesClient
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<KubernetesRequest> _requests = [];
    private readonly List<(long Version, WatchEventType Type, JsonObject Object)> _history = [];
    private ImmutableList<CancellationTokenSource> _watches = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = 1;
    private long _oldest = 1;
    private JsonObject? _past;
    private int _pastAnswers;

    /// <summary>What it has been asked so far.</summary>
    public IReadOnlyList<KubernetesRequest> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    public Task<T> SendAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _requests.Add(request);
            return Task.FromResult(JsonSerializer.Deserialize(Answer(request).ToJsonString(), representation.Type)!);
        }
    }

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(KubernetesRequest request, Representation<T> representation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ImmutableInterlocked.Update(ref _watches, watches => watches.Add(cut));
        lock (_lock)
            _requests.Add(request);
        var position = long.Parse(request.Parameter("resourceVersion") ?? throw Failure(request, 422, StatusReasons.Invalid), CultureInfo.InvariantCulture);
        while (true)
        {
            Task changed;
            List<(long Version, WatchEventType Type, JsonObject Object)> news;
            lock (_lock)
            {
                if (position < _oldest - 1)
                    throw Failure(request, 410, StatusReasons.Expired);
                news = _history.Where(change => change.Version > position).ToList();
                changed = _changed.Task;
            }

            foreach (var change in news)
            {
                if (cut.IsCancellationRequested)
                    break;
                yield return new(change.Type, JsonSerializer.Deserialize(change.Object.ToJsonString(), representation.Type)!);
                position = change.Version;
            }

            try
            {
                await changed.WaitAsync(cut.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw Failure(request, 0, StatusReasons.ConnectionFailed);
            }
        }
    }

    public void Put(string name, string data = "", string? uid = null)
    {
        lock (_lock)
        {
            var known = _objects.TryGetValue(name, out var old) && (uid is null || old["metadata"]!["uid"]!.ToString() == uid);
            var item = new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "shop", ["uid"] = known ? old!["metadata"]!["uid"]!.ToString() : uid ?? Guid.NewGuid().ToString() },
                ["data"] = data,
            };
            Store(known ? WatchEventType.Modified : WatchEventType.Added, name, item);
        }
    }

    public void Remove(string name)
    {
        lock (_lock)
        {
            _objects.Remove(name, out var old);
            Store(WatchEventType.Deleted, name, old!);
            _objects.Remove(name);
        }
    }

    /// <summary>Forgets all history: watches from before are told 410.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _history.Clear();
            _oldest = ++_version + 1;
        }
    }

    /// <summary>Answers the next lists, as many, with what exists now, as a server does that lags behind.</summary>
    public void StayBehind(int lists)
    {
        lock (_lock)
            (_past, _pastAnswers) = (Answer(new() { Verb = RequestVerb.List, Resource = Answers.ConfigMaps }), lists);
    }

    /// <summary>Breaks all open watches.</summary>
    public void CutWatches()
    {
        foreach (var watch in Interlocked.Exchange(ref _watches, []))
        {
            try
            {
                watch.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It had ended by itself.
            }
        }
    }

    public string Data(string name)
    {
        lock (_lock)
            return _objects[name]["data"]!.ToString();
    }

    public JsonObject? Find(string name)
    {
        lock (_lock)
            return (JsonObject?)_objects.GetValueOrDefault(name)?.DeepClone();
    }

    private JsonObject Answer(KubernetesRequest request)
    {
        switch (request.Verb)
        {
            case RequestVerb.List when _pastAnswers > 0:
                _pastAnswers--;
                return (JsonObject)_past!.DeepClone();
            case RequestVerb.List:
                return new() { ["metadata"] = new JsonObject { ["resourceVersion"] = _version.ToString(CultureInfo.InvariantCulture) }, ["items"] = new JsonArray([.. _objects.Values.Select(item => item.DeepClone())]) };
            case RequestVerb.Get:
                return _objects.GetValueOrDefault(request.Name!) ?? throw Failure(request, 404, StatusReasons.NotFound);
            case RequestVerb.Create:
                var created = (JsonObject)JsonNode.Parse(request.Body!.ToElement().GetRawText())!;
                var name = created["metadata"]!["name"]!.ToString();
                if (_objects.ContainsKey(name))
                    throw Failure(request, 409, StatusReasons.AlreadyExists);
                created["metadata"]!["uid"] = Guid.NewGuid().ToString();
                return Store(WatchEventType.Added, name, created);
            case RequestVerb.Update:
                var update = (JsonObject)JsonNode.Parse(request.Body!.ToElement().GetRawText())!;
                if (_objects[request.Name!]["metadata"]!["resourceVersion"]!.ToString() != update["metadata"]!["resourceVersion"]!.ToString())
                    throw Failure(request, 409, StatusReasons.Conflict);
                return Store(WatchEventType.Modified, request.Name!, update);
            case RequestVerb.Patch:
                var patched = _objects.GetValueOrDefault(request.Name!) ?? throw Failure(request, 404, StatusReasons.NotFound);
                foreach (var property in request.Body!.ToElement().EnumerateObject())
                    patched[property.Name] = JsonNode.Parse(property.Value.GetRawText());
                return Store(WatchEventType.Modified, request.Name!, patched);
            default:
                throw new NotSupportedException(request.ToString());
        }
    }

    private JsonObject Store(WatchEventType type, string name, JsonObject item)
    {
        item = (JsonObject)item.DeepClone();
        item["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        _objects[name] = item;
        _history.Add((_version, type, item));
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
        return item;
    }

    private static KubernetesException Failure(KubernetesRequest request, int code, string reason) => new(request, new() { Code = code, Reason = reason, Message = reason });
}
