using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Actors.Port;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Faults;
using Lynq.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Actors.Tests.Node.Acting;

/// <summary>
/// One node's actor on a real API server, in a namespace of its own, with a clock that stands still. The test plays the informers:
/// nothing reaches the actor unless it says so, so every request is accounted for.
/// </summary>
internal sealed class NodeBench
{
    private static readonly Meter Meter = new("Lynq");
    private static int _count;

    private readonly NodeServer _server;
    private readonly IKubernetesClient _counted;
    private NodeActor _actor;
    private TestActorContext _context;

    private NodeBench(NodeServer server, string ns)
    {
        (_server, Namespace) = (server, ns);
        Hub = new HubKey(ns, "h");
        Form = new OneForm(new FormKey(ns, "f"), Hub);
        Key = new NodeKey(ns, "acme-f");
        _counted = new InterceptingKubernetesClient(server.Client, new Interception { Send = CountAsync });
        (_context, _actor) = Start();
    }

    public string Namespace { get; }

    public HubKey Hub { get; }

    public NodeKey Key { get; }

    public OneForm Form { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public RecordedEvents Events { get; } = new();

    public List<string> Requests { get; } = [];

    /// <summary>Called before each request; may throw to fail it.</summary>
    public Action<KubernetesRequest>? OnRequest { get; set; }

    /// <summary>Stands between the actor and the server when set.</summary>
    public Func<KubernetesRequest, Func<Task>, Task>? Guard { get; set; }

    public IReadOnlyList<(ActorId Target, IActorMessage Message)> Told => _context.Told;

    public IEnumerable<string> Writes => Requests.Where(r => !r.StartsWith("get ", StringComparison.Ordinal) && !r.StartsWith("list ", StringComparison.Ordinal));

    public NodeOptions Options { get; init; } = new();

    /// <summary>How often a watch has started; null when nobody counts.</summary>
    public long? WatchStarts { get; set; }

    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>uid of the hub that asks; empty for none.</summary>
    public string HubUid { get; set; } = "";

    public static async Task<NodeBench> StartAsync(NodeServer server, string form)
    {
        var ns = string.Create(CultureInfo.InvariantCulture, $"n{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        var bench = new NodeBench(server, ns);
        await bench.CreateNamespaceAsync(ns);
        bench.Form.Edit(form);
        return bench;
    }

    /// <summary>The process starts anew: a new actor is told what exists.</summary>
    public async Task RestartAsync()
    {
        await MoveAsync();
        if (await LynqNodeAsync() is not null) await ObserveChildrenAsync();
    }

    /// <summary>The node's actor moves to another process: the new one is told its LynqNode, and nothing yet by its watches.</summary>
    public Task MoveAsync()
    {
        (_context, _actor) = Start();
        return ObserveNodeAsync();
    }

    public Task DesireAsync(params (string Name, string Value)[] extras) => DesireAsync(extras, withRow: true);

    /// <summary>The hub asks for the node with the row that it sent before.</summary>
    public Task DesireAgainAsync(params (string Name, string Value)[] extras) => DesireAsync(extras, withRow: false);

    private Task DesireAsync((string Name, string Value)[] extras, bool withRow)
    {
        var row = new NodeRow { Uid = "acme", Activate = "1", Extras = extras.ToDictionary(e => e.Name, e => e.Value, StringComparer.Ordinal) };
        return SendAsync(new DesireNode
        {
            Node = Key,
            Hub = Hub,
            HubUid = HubUid,
            Form = new FormKey(Namespace, "f"),
            FormGeneration = Form.Generation,
            Row = withRow ? row : null,
            RowHash = RowHash.Of(row.Activate, row.HostOrUrl, row.Extras),
        });
    }

    public async Task SendAsync(IActorMessage message) => await _actor.ReceiveAsync(message);

    /// <summary>Tells the actor its LynqNode as it is now, or that it is gone.</summary>
    public async Task ObserveNodeAsync()
    {
        if (await LynqNodeAsync() is { } node) await SendAsync(new NodeObserved { Node = Key, Object = node });
    }

    /// <summary>Tells the actor everything that its watches would show.</summary>
    public async Task ObserveChildrenAsync()
    {
        foreach (var kind in KindsInUse())
        {
            var resource = await _server.Discovery.FindAsync(kind);
            var options = new ListOptions { LabelSelector = $"{LynqLabels.Node}={Key.Name},{LynqLabels.NodeNamespace}={Namespace}" };
            await foreach (var live in _server.Client.ListAsync(resource!, options)) await SendAsync(Child(kind, live, deleted: false));
            await SendAsync(new KindSynced { Node = Key, Kind = kind });
        }
    }

    /// <summary>Tells the actor what a list of a kind shows now, and no events. A list of the past has an older version.</summary>
    public async Task ObserveListAsync(GroupVersionKind kind, string? version = null)
    {
        var resource = await _server.Discovery.FindAsync(kind);
        var options = new ListOptions { Namespace = Namespace, LabelSelector = $"{LynqLabels.Node}={Key.Name}" };
        var page = await _server.Client.ListPageAsync(resource!, options, Representation.Full);
        await SendAsync(new KindSynced
        {
            Node = Key,
            Kind = kind,
            Lists = new Dictionary<string, string> { [""] = version ?? page.Metadata.ResourceVersion },
            Present = [.. page.Items.Select(live => Child(kind, live, deleted: false).Resource)],
        });
    }

    /// <summary>Tells the actor a state of an object, whether the server has it or not.</summary>
    public Task ObserveAsync(JsonElement live) =>
        SendAsync(Child(GroupVersionKind.Parse(live.GetProperty("apiVersion").GetString()!, live.GetProperty("kind").GetString()!), live, deleted: false));

    public Task ObserveDeletionAsync(JsonElement last) =>
        SendAsync(Child(GroupVersionKind.Parse(last.GetProperty("apiVersion").GetString()!, last.GetProperty("kind").GetString()!), last, deleted: true));

    public async Task AdvanceAsync(TimeSpan by)
    {
        var end = Time.GetUtcNow() + by;
        while (_context.NextDue is { } due && due <= end)
        {
            if (due > Time.GetUtcNow()) Time.Advance(due - Time.GetUtcNow());
            while (_context.TakeDue() is { } message) await SendAsync(message);
        }

        if (end > Time.GetUtcNow()) Time.Advance(end - Time.GetUtcNow());
    }

    public Task<JsonElement?> LynqNodeAsync() => ReadAsync("operator.lynq.sh/v1", "LynqNode", Key.Name);

    public async Task<LynqNode> NodeAsync() => (await LynqNodeAsync())!.Value.Deserialize(CrdJson.Default.LynqNode)!;

    public async Task<JsonElement?> ReadAsync(string apiVersion, string kind, string name, string? ns = null)
    {
        var (found, live) = await _server.Client.FindAsync((await _server.KindAsync(apiVersion, kind)).Named(ns ?? Namespace, name), Representation.Full);
        return found ? live : null;
    }

    public Task<JsonElement?> ConfigMapAsync(string name) => ReadAsync("v1", "ConfigMap", name);

    /// <summary>Somebody else changes an object.</summary>
    public async Task<JsonElement> PatchAsync(string apiVersion, string kind, string name, string patch, string manager = "kubectl-edit", string? subresource = null) =>
        await _server.Client.MergePatchAsync((await _server.KindAsync(apiVersion, kind)).Named(Namespace, name), JsonNode.Parse(patch)!, Representation.Full, new WriteOptions { FieldManager = manager }, subresource);

    public async Task<JsonElement> ApplyAsync(string json, string manager = "other")
    {
        var body = JsonNode.Parse(json)!;
        var address = (await _server.KindAsync((string)body["apiVersion"]!, (string)body["kind"]!)).Named(Namespace, (string)body["metadata"]!["name"]!);
        return await _server.Client.ApplyAsync(address, body, new ApplyOptions { FieldManager = manager, Force = true });
    }

    /// <summary>Somebody else creates an object, not by applying it.</summary>
    public async Task<JsonElement> CreateAsync(string json, string manager)
    {
        var body = JsonNode.Parse(json)!;
        var resource = await _server.KindAsync((string)body["apiVersion"]!, (string)body["kind"]!);
        return await _server.Client.CreateAsync(resource, Namespace, body, Representation.Full, new WriteOptions { FieldManager = manager });
    }

    public async Task CreateNamespaceAsync(string name) =>
        await _server.Client.CreateAsync(await _server.KindAsync("v1", "Namespace"), null, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = name } });

    public async Task DeleteAsync(string apiVersion, string kind, string name) =>
        await _server.Client.DeleteAsync((await _server.KindAsync(apiVersion, kind)).Named(Namespace, name));

    private (TestActorContext, NodeActor) Start()
    {
        var context = new TestActorContext(Key.ToActor(), Time);
        var services = new NodeServices(_counted, _server.Discovery, Form, new PlainRenderer(), Events, Time, Options, Logger, Meter, _ => false) { SeesAllNamespaces = true, IsSpread = true, WatchStarts = () => WatchStarts };
        return (context, new NodeActor(services, context));
    }

    private HashSet<GroupVersionKind> KindsInUse()
    {
        var kinds = new HashSet<GroupVersionKind>();
        foreach (var (_, message) in _context.Told)
        {
            if (message is ResourceInUse use) kinds.Add(use.Kind);
            if (message is ResourceReleased released) kinds.Remove(released.Kind);
        }

        return kinds;
    }

    private ChildObserved Child(GroupVersionKind kind, JsonElement live, bool deleted) => ChildReader.Read(Key, kind, ObjectIdentity.Of(live), live, deleted);

    private async Task CountAsync(KubernetesRequest request, Func<KubernetesRequest, CancellationToken, Task> next, CancellationToken cancellationToken)
    {
        OnRequest?.Invoke(request);
        lock (Requests) Requests.Add(request.ToString());
        if (Guard is { } guard) await guard(request, () => next(request, cancellationToken));
        else await next(request, cancellationToken);
    }
}
