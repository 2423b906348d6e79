using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Operation;
using Lynq.Actors.Port;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Actors.Watching;
using Lynq.Crds.Schema;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Kubernetes.Faults;
using Lynq.Sandbox;
using Lynq.Sources;
using Lynq.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace Lynq.Actors.Tests.Operation;

/// <summary>The whole operator on a sandbox with a SQLite table: rows in, objects out.</summary>
internal sealed class OperatorBench : IAsyncDisposable
{
    public const string Namespace = "default";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"lynq-{Guid.NewGuid():n}.db");
    private readonly RowSources _sources;
    private CancellationTokenSource? _stop;
    private Task _run = Task.CompletedTask;
    private IKubernetesClient? _operators;

    private OperatorBench(SandboxServer server)
    {
        Server = server;
        Client = new KubernetesClient(KubernetesConfigurationLoader.FromFiles([server.KubeconfigPath]));
        _sources = new RowSources(NullLogger<RowSources>.Instance, TimeProvider.System);
        Sql("create table tenants (id text, active text, plan text)");
    }

    public SandboxServer Server { get; }

    public KubernetesClient Client { get; }

    /// <summary>The clock of the actors; requests and watches go by the real one.</summary>
    public TimeProvider Time { get; private init; } = TimeProvider.System;

    public RecordedEvents Events { get; } = new();

    private ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    public LynqOperator Operator { get; private set; } = null!;

    public static async Task<OperatorBench> StartAsync(
        OperatorOptions? options = null,
        IActorSystem? engine = null,
        TimeProvider? time = null,
        Func<KubernetesRequest, Func<KubernetesRequest, CancellationToken, Task>, CancellationToken, Task>? send = null,
        ILoggerFactory? logging = null)
    {
        var descriptions = FieldDescriptions.Load();
        var server = await SandboxServer.StartAsync(new SandboxOptions
        {
            Crds = [.. CrdDefinition.All.Select(d => d.ToJson(descriptions).ToJsonString())],
        });
        var bench = new OperatorBench(server) { Time = time ?? TimeProvider.System, Logging = logging ?? NullLoggerFactory.Instance };
        if (send is not null) bench._operators = new InterceptingKubernetesClient(bench.Client, new Interception { Send = send });
        bench.StartOperator(options, engine);
        return bench;
    }

    public void StartOperator(OperatorOptions? options = null, IActorSystem? engine = null)
    {
        _stop = new CancellationTokenSource();
        var services = new OperatorServices
        {
            Client = _operators ?? Client,
            Discovery = new Discovery(Client),
            Informers = new ClientInformers(Client, TimeProvider.System, NullLoggerFactory.Instance),
            Events = Events,
            Sources = _sources,
            Metrics = new OperatorMetrics(),
            Time = Time,
            Engine = engine,
            Logging = Logging,
        };
        Operator = new LynqOperator(services, (options ?? new OperatorOptions()) with { RoundTripMessages = true });
        var token = _stop.Token;
        _run = Task.Run(() => Operator.RunAsync(token));
    }

    public async Task StopOperatorAsync()
    {
        if (_stop is { } stop)
        {
            await stop.CancelAsync();
            await EndAsync(_run);
            await EndAsync(Operator.DisposeAsync().AsTask());
            stop.Dispose();
            _stop = null;
        }
    }

    // What is in hand at the end may wait for the clock.
    private Task EndAsync(Task task) => Time is FakeTimeProvider clock
        ? Eventually.Ends(task, clock, "the operator ends")
        : Eventually.Ends(task, "the operator ends", TimeSpan.FromMinutes(2));

    public void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={_file}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    public Task HubAsync(string interval = "1s", string more = "") => CreateAsync(BuiltInResources.Hubs, $$$"""
        {"apiVersion":"operator.lynq.sh/v1","kind":"LynqHub","metadata":{"name":"tenants"},
         "spec":{"source":{"type":"sqlite","syncInterval":"{{{interval}}}","sqlite":{"path":"{{{_file}}}","table":"tenants"}},
          "valueMappings":{"uid":"id","activate":"active"},"extraValueMappings":{"plan":"plan"}{{{more}}} } }
        """);

    public Task FormAsync(string configMaps, string more = "", string name = "web") => CreateAsync(BuiltInResources.Forms, $$$"""
        {"apiVersion":"operator.lynq.sh/v1","kind":"LynqForm","metadata":{"name":"{{{name}}}"},
         "spec":{"hubId":"tenants"{{{more}}},"configMaps":[{{{configMaps}}}] } }
        """);

    public async Task CreateAsync(ApiResource resource, string json) =>
        await Client.CreateAsync(resource, Namespace, JsonNode.Parse(json)!);

    public Task<JsonElement> PatchAsync(ApiResource resource, string name, string patch) =>
        Client.MergePatchAsync(resource.Named(Namespace, name), JsonNode.Parse(patch)!, Representation.Full);

    public static ApiResource ConfigMaps { get; } = new("", "v1", "ConfigMap", "configmaps", true);

    public async Task<JsonElement?> FindAsync(ApiResource resource, string name)
    {
        var (found, item) = await Client.FindAsync(resource.Named(Namespace, name), Representation.Full);
        return found ? item : null;
    }

    public async Task<List<JsonElement>> ListAsync(ApiResource resource)
    {
        var items = new List<JsonElement>();
        await foreach (var item in Client.ListAsync(resource, new ListOptions { Namespace = Namespace })) items.Add(item);
        return items;
    }

    public Task<JsonElement?> Awaits(ApiResource resource, string name, Func<JsonElement, bool> accepts, string what, TimeSpan? deadline = null) =>
        Eventually.Returns(() => FindAsync(resource, name), item => item is { } found && accepts(found), what, deadline);

    public Task AwaitsGone(ApiResource resource, string name) =>
        Eventually.Holds(async () => await FindAsync(resource, name) is null, $"{resource.Kind} {name} is gone");

    /// <summary>Waits until all nodes are ready and the hub's status says so.</summary>
    public Task AwaitsReady(int nodes) => Awaits(
        BuiltInResources.Hubs, "tenants", hub => Number(hub, "desired") == nodes && Number(hub, "ready") == nodes, $"{nodes} nodes are ready");

    /// <summary>Waits until nothing has been asked of the server for a while, and no actor has anything to do.</summary>
    public async Task Rests()
    {
        var last = -1L;
        var since = DateTime.UtcNow;
        await Eventually.Holds(
            () =>
            {
                var now = Server.Requests.Count();
                if (now != last) (last, since) = (now, DateTime.UtcNow);
                return DateTime.UtcNow - since > TimeSpan.FromSeconds(3) && Operator.Actors.Snapshot().All(kind => kind is { Active: 0, Pending: 0 });
            },
            "the operator rests");
    }

    public static int Number(JsonElement item, string field) =>
        item.TryGetProperty("status", out var status) && status.TryGetProperty(field, out var value) ? value.GetInt32() : 0;

    public static string? Condition(JsonElement item, string type, string field = "status")
    {
        if (!item.TryGetProperty("status", out var status) || !status.TryGetProperty("conditions", out var conditions)) return null;
        var found = conditions.EnumerateArray().FirstOrDefault(c => c.GetProperty("type").GetString() == type);
        return found.ValueKind == JsonValueKind.Object ? found.GetProperty(field).GetString() : null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopOperatorAsync();
        Client.Dispose();
        await _sources.DisposeAsync();
        await Server.DisposeAsync();
        SqliteConnection.ClearAllPools();
        File.Delete(_file);
    }
}
