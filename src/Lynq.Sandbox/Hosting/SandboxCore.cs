using Lynq.Sandbox.Admission;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Authorization;
using Lynq.Sandbox.Discovery;
using Lynq.Sandbox.Faults;
using Lynq.Sandbox.Lifecycle;
using Lynq.Sandbox.Reading;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Simulation;
using Lynq.Sandbox.Storage;
using Microsoft.Extensions.Logging;

namespace Lynq.Sandbox.Hosting;

/// <summary>Puts the parts of one server together.</summary>
internal sealed class SandboxCore : IAsyncDisposable
{
    public const string AdminToken = "sandbox-admin";
    private readonly SandboxOptions _options;
    private readonly LifecycleWorker _lifecycle;
    private readonly ObjectWriter _writer;
    private readonly WebhookCaller _webhooks;
    private Task _running = Task.CompletedTask;

    public SandboxCore(SandboxOptions options, string? authorityPem, ILoggerFactory logs)
    {
        _options = options;
        AuthorityPem = authorityPem;
        var time = options.Time;
        Store = new ObjectStore(options.HistoryLimit);
        Requests = new RequestLog(options.RequestHistoryLimit);
        Faults = new FaultInjector(() => Store.Version);
        _webhooks = new WebhookCaller(options);
        var admission = new WebhookAdmission(Store, Catalog, _webhooks);
        _writer = new ObjectWriter(Store, time, admission, new NamespaceGuard(Store, Catalog));
        var deleter = new Deleter(Store, time, _writer, admission);
        _lifecycle = new LifecycleWorker(
            Store,
            new CrdController(Store, Catalog, _writer, deleter, time),
            new NamespaceController(Store, Catalog, _writer, deleter, authorityPem ?? ""),
            new GarbageCollector(Store, Catalog, _writer, deleter),
            new EventExpiry(Store, options.EventTimeToLive, time),
            logs.CreateLogger<LifecycleWorker>());
        if (options.Simulator is { } simulator) Simulator = new NodeSimulator(Store, Catalog, _writer, simulator, time);
        var tokens = new ServiceAccountTokens(Store, time);
        var authorizer = new ClusterAuthorizer(options, AdminToken, tokens, new RoleBindings(Store, Catalog));
        Handler = new ApiHandler(
            Catalog,
            new StaticPaths(new DiscoveryDocuments(Catalog), new OpenApiDocuments(Catalog), Requests, options),
            new ReadHandler(Store, new ListReader(Store, new ListSnapshots(Store)), new StaleReads(Store), time, options),
            new WriteHandler(Store, _writer, deleter, time),
            new SubresourceHandler(Store, _writer, new ReviewHandler(Store, authorizer, tokens, time), time),
            authorizer,
            Requests,
            Faults,
            time,
            logs.CreateLogger<ApiHandler>());
    }

    public string? AuthorityPem { get; }

    public ResourceCatalog Catalog { get; } = new();

    public ObjectStore Store { get; }

    public RequestLog Requests { get; }

    public FaultInjector Faults { get; }

    public ApiHandler Handler { get; }

    public NodeSimulator? Simulator { get; }

    public async Task StartAsync(CancellationToken cancellation)
    {
        _running = Task.WhenAll(_lifecycle.Start(_options.Stopping), Simulator?.Start(_options.Stopping) ?? Task.CompletedTask);
        await SeedObjects.CreateAsync(_writer, Catalog, cancellation);
        await SeedRoles.CreateAsync(_writer, Catalog, cancellation);
        await CrdFiles.CreateAsync(_options.Crds, _writer, Catalog, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _running;
        _webhooks.Dispose();
    }
}
