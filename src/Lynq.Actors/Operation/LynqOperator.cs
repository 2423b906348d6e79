using Lynq.Actors.Embedded;
using Lynq.Actors.Forms;
using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Actors.Node.Content;
using Lynq.Actors.Port;
using Lynq.Actors.Rollout;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Templates;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Operation;

/// <summary>
/// The operator on any engine of the actor port: registers the actors, follows hubs, forms and nodes, and runs until it is told to
/// stop. On the embedded engine it is to be run by the leader only (contract §16.3). A second run needs a second instance.
/// </summary>
public sealed partial class LynqOperator : IAsyncDisposable
{
    private readonly OperatorServices _services;
    private readonly OperatorOptions _options;
    private readonly IActorSystem _actors;
    private readonly ClusterView _view = new();
    private readonly FormCatalog _catalog;
    private readonly CustomResources _resources;
    private readonly SemaphoreSlim _syncSlots;
    private readonly ILogger<LynqOperator> _logger;

    /// <summary>Puts the operator together. Nothing runs before <see cref="RunAsync"/>.</summary>
    /// <param name="services">What it needs of its process.</param>
    /// <param name="options">Its settings.</param>
    public LynqOperator(OperatorServices services, OperatorOptions options)
        : this(services, options, new TemplateCache())
    {
    }

    /// <summary>Puts the operator together with parts of its own choosing, for tests.</summary>
    /// <param name="services">What it needs of its process.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="templates">Judges the templates of forms.</param>
    /// <param name="nodes">Makes the factory of node actors.</param>
    internal LynqOperator(
        OperatorServices services,
        OperatorOptions options,
        Crds.Validation.TemplateInspector templates,
        Func<OperatorServices, IFormCatalog, ClusterView, Func<IActorContext, IActor>> nodes)
    {
        _services = services;
        _options = options;
        _logger = services.Logging.CreateLogger<LynqOperator>();
        _actors = services.Engine ?? new EmbeddedActorSystem(
            services.Time,
            services.Logging.CreateLogger<EmbeddedActorSystem>(),
            options.RoundTripMessages ? MessageCatalog.Operator : null);
        _catalog = new FormCatalog(templates);
        _resources = new CustomResources(_actors, services.Informers, _view, _catalog, options.Namespaces);
        _syncSlots = new SemaphoreSlim(options.Hubs.ParallelSyncs);
        Register(nodes(services, _catalog, _view));
        services.Metrics.Observe(_actors);
    }

    private LynqOperator(OperatorServices services, OperatorOptions options, TemplateCache cache)
        : this(services, options, TemplateInspection.Over(cache), (own, forms, view) => NodeFactory(own, options, forms, view, cache))
    {
    }

    /// <summary>What is known of hubs, forms and nodes, for inspection.</summary>
    public ClusterView View => _view;

    /// <summary>The actors, for inspection.</summary>
    public IActorSystem Actors => _actors;

    /// <summary>Whether everything that exists has been listed: the operator is at work.</summary>
    public bool HasSynced => _view.IsComplete;

    /// <summary>Works until cancelled, then lets every actor finish what it has in hand.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        LogStarting();
        try
        {
            await _resources.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The way in which the informers end.
        }
        finally
        {
            await StopActorsAsync();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_services.Engine is null)
        {
            await _actors.DisposeAsync();
        }

        _syncSlots.Dispose();
    }

    private async Task StopActorsAsync()
    {
        using var limit = new CancellationTokenSource(_options.ShutdownTimeout, _services.Time);
        try
        {
            await _actors.StopAsync(limit.Token);
            LogStopped();
        }
        catch (OperationCanceledException)
        {
            LogStoppedLate(_options.ShutdownTimeout.TotalSeconds);
        }
    }

    private void Register(Func<IActorContext, IActor> nodes)
    {
        var hubs = HubServices();
        var rollouts = RolloutServices();
        var watches = WatchServices();
        _actors.Register(new ActorRegistration
        {
            Kind = ActorKinds.Hub,
            Factory = context => new HubActor(context, hubs),
            MaxConcurrency = _options.HubConcurrency,
        });
        _actors.Register(new ActorRegistration
        {
            Kind = ActorKinds.Rollout,
            Factory = context => new RolloutActor(context, rollouts),
            MaxConcurrency = _options.FormConcurrency,
        });
        _actors.Register(new ActorRegistration
        {
            Kind = ActorKinds.Node,
            Factory = nodes,
            MaxConcurrency = _options.NodeConcurrency,
        });
        _actors.Register(new ActorRegistration
        {
            Kind = ActorKinds.Watch,
            Factory = context => new WatchActor(context, watches),
            MailboxCapacity = 4096,
            AnnounceStart = true,
        });
    }

    private static Func<IActorContext, IActor> NodeFactory(OperatorServices services, OperatorOptions options, IFormCatalog forms, ClusterView view, TemplateCache cache)
    {
        Func<NodeKey, bool> isKnown = key => view.Node(key) is not null;
        var nodes = new NodeServices(
            services.Client,
            services.Discovery,
            forms,
            new TemplateResourceRenderer(cache),
            services.Events,
            services.Time,
            options.Nodes,
            services.Logging.CreateLogger<NodeActor>(),
            services.Metrics.Meter,
            isKnown)
        {
            // An actor that has moved here was told nothing yet of what it has to go on with.
            StartsFromServer = services.Engine?.Placement is null ? _ => false : isKnown,
            SharedKey = view.Shared,
            WatchStarts = () => view.WatchStarts,
            IsSpread = services.Engine?.Placement is not null,
            SeesAllNamespaces = options.Namespaces.Count == 0,
            HubsIn = ns => view.Hubs.Where(hub => hub.Metadata.Namespace == ns).Select(HubKey.Of),
            IsHubLeaving = key => view.Hub(key) is null or { Metadata.DeletionTimestamp: not null },
        };
        return context => new NodeActor(nodes, context);
    }

    private HubServices HubServices() => new()
    {
        Client = _services.Client,
        Informers = _services.Informers,
        Sources = _services.Sources,
        Events = _services.Events,
        View = _view,
        Catalog = _catalog,
        Metrics = _services.Metrics,
        Options = _options.Hubs,
        SyncSlots = _syncSlots,
        Logger = _services.Logging.CreateLogger<HubActor>(),
    };

    private RolloutServices RolloutServices() => new()
    {
        Client = _services.Client,
        Events = _services.Events,
        View = _view,
        Catalog = _catalog,
        Metrics = _services.Metrics,
        Options = _options.Rollouts,
        IsSpread = _services.Engine?.Placement is not null,
        LastLoss = () => _services.Engine?.Placement?.LastLoss,
        Logger = _services.Logging.CreateLogger<RolloutActor>(),
    };

    private WatchServices WatchServices() => new()
    {
        Client = _services.Client,
        Discovery = _services.Discovery,
        Informers = _services.Informers,
        SharedKey = _view.Shared,
        Options = _options.Watches with { Namespaces = _options.Namespaces },
        TellUsers = kind => _resources.Started(kind.ToActor()),
        Logger = _services.Logging.CreateLogger<WatchActor>(),
    };

    [LoggerMessage(LogLevel.Information, "Operator starting")]
    private partial void LogStarting();

    [LoggerMessage(LogLevel.Information, "Operator stopped; every actor has finished its work")]
    private partial void LogStopped();

    [LoggerMessage(LogLevel.Warning, "Operator stopped before every actor had finished: {Seconds} s were not enough")]
    private partial void LogStoppedLate(double seconds);
}
