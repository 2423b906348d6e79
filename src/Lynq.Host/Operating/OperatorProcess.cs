using Lynq.Actors.Operation;
using Lynq.Actors.Watching;
using Lynq.Host.Health;
using Lynq.Host.Memory;
using Lynq.Host.Metrics;
using Lynq.Host.Rights;
using Lynq.Host.Settings;
using Lynq.Host.Telemetry;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Sources;
using Microsoft.Extensions.Logging;

namespace Lynq.Host.Operating;

/// <summary>
/// <c>lynq run</c>: serves health, metrics, webhooks and profiling from the first moment, and runs the operator while this replica
/// leads. Everything here is assembly; what it does is in the rooms that it puts together.
/// </summary>
internal sealed partial class OperatorProcess : IAsyncDisposable
{
    private readonly OperatorSettings _settings;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly KubernetesConfiguration _configuration;
    private readonly KubernetesClient _client;
    private readonly ProcessIdentity _identity;
    private readonly IOperatorEngine _engine;
    private readonly RowSources _sources;
    private readonly ProcessMetrics _metrics = new();
    private readonly LeaderMetrics _leading;
    private readonly ActorWatchdog _watchdog;
    private readonly WatchWatchdog _watches;
    private volatile WatchLoops? _loops;
    private volatile LynqOperator? _operator;

    /// <summary>Reads the cluster's configuration and puts the process together.</summary>
    /// <exception cref="ConfigurationException">There is no usable kubeconfig and no service account.</exception>
    public OperatorProcess(OperatorSettings settings, Edition edition, ILoggerFactory loggers, TimeProvider time)
    {
        (_settings, _loggers, _time) = (settings, loggers, time);
        _logger = loggers.CreateLogger("setup");
        _configuration = KubernetesConfigurationLoader.Load(settings.TextOrNull(OperatorFlags.Kubeconfig), settings.TextOrNull("context"), time);
        _client = new KubernetesClient(_configuration, ClientOptions(settings), time, loggers.CreateLogger<KubernetesClient>());
        _identity = ProcessIdentity.Find(settings.TextOrNull("leader-election-namespace"), _configuration);
        _engine = edition.Engine(new EngineParts(settings, _client, _identity, loggers, time));
        _sources = new RowSources(loggers.CreateLogger<RowSources>(), time, edition.MySql);
        _watchdog = new ActorWatchdog(time);
        _watches = new WatchWatchdog(time);
        _leading = new LeaderMetrics(Crds.LynqNames.LeaderElectionLease, () => _engine.MayWrite);
    }

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="SettingsException">A server cannot be started.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        LogStarting(_configuration.Server, _configuration.Origin);
        using var export = OtlpExport.Start(_settings, _identity.Instance);
        await using var servers = new OperatorServers(_settings, _client, _identity, _loggers, _time);
        await servers.StartAsync(LiveChecks(), ReadyChecks(servers), new DebugEndpoint(() => _operator, _engine).HandleAsync, cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beside = Task.WhenAll(
            new MemoryReturn(_time, _loggers.CreateLogger<MemoryReturn>()).RunAsync(ended.Token),
            new OwnRights(new AccessReviews(_client, _time), new Discovery(_client, _time), _logger)
                .TellAsync(_settings.List("watch-namespaces"), _settings.IsOn("leader-elect") ? _identity.Namespace : null, ended.Token));
        try
        {
            await _engine.RunAsync(OperateAsync, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _sources.DisposeAsync();
        _metrics.Dispose();
        _leading.Dispose();
        _client.Dispose();
    }

    private async Task OperateAsync(CancellationToken cancellationToken)
    {
        var client = new FencedClient(_client, () => _engine.MayWrite);
        var recorder = new EventRecorder(client, new() { Instance = _identity.Instance, IsBusy = () => _client.IsBusy }, _time, _loggers.CreateLogger<EventRecorder>());
        using var recording = new CancellationTokenSource();
        var recorded = recorder.RunAsync(drain: TimeSpan.FromSeconds(3), recording.Token);
        // Of this term alone: who no longer acts shows no hubs and nodes as they once were.
        using var metrics = new OperatorMetrics();
        // Of this term too: its loops are told to stop when it ends.
        var loops = new WatchLoops(new ClientInformers(client, _time, _loggers));
        await using var lynq = new LynqOperator(Services(client, loops, recorder, metrics), Options());
        _loops = loops;
        _operator = lynq;
        try
        {
            await lynq.RunAsync(cancellationToken);
        }
        finally
        {
            _operator = null;
            _loops = null;
            await recording.CancelAsync();
            await recorded;
        }
    }

    private OperatorServices Services(IKubernetesClient client, IInformers informers, IEventRecorder events, OperatorMetrics metrics) => new()
    {
        Client = client,
        Discovery = new Discovery(client, _time),
        Informers = informers,
        Events = events,
        Sources = _sources,
        Metrics = metrics,
        Engine = _engine.Actors,
        Time = _time,
        Logging = _loggers,
    };

    private OperatorOptions Options() => new()
    {
        Namespaces = _settings.List("watch-namespaces"),
        HubConcurrency = _settings.Number("hub-concurrency"),
        FormConcurrency = _settings.Number("form-concurrency"),
        NodeConcurrency = _settings.Number("node-concurrency"),
    };

    private List<HealthCheck> LiveChecks() => [new("watches", WatchProblem), new("actors", () => _operator is { } lynq ? _watchdog.Problem(lynq.Actors.Snapshot()) : null)];

    private List<HealthCheck> ReadyChecks(OperatorServers servers) =>
    [
        new("caches", CacheProblem),
        new("engine", () => _engine.ReadyProblem),
        new("webhook-certificate", () => servers.WebhookProblem),
    ];

    // Who may not act has nothing to list and is ready to take over.
    private string? CacheProblem() => _operator switch
    {
        null when _engine.MayWrite => "the operator is starting",
        { HasSynced: false } => "hubs, forms and nodes have not been listed yet",
        _ => null,
    };

    // A replica that does not lead has nothing to watch and is well.
    private string? WatchProblem() => _watches.Problem(_loops?.Running ?? [], _client.LastAnswer);

    private static KubernetesClientOptions ClientOptions(OperatorSettings settings) => new()
    {
        UserAgent = $"lynq/{BuildVersion.Text}",
        Flow = new()
        {
            Max = settings.Number("kube-api-max-in-flight"),
            Qps = settings.Rate("kube-api-qps") is > 0 and var qps ? qps : null,
        },
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "starting manager for {Server} ({Origin})")]
    private partial void LogStarting(Uri server, string origin);
}
