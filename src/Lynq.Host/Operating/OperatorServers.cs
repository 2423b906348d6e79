using System.Security.Cryptography.X509Certificates;
using Lynq.Actors.Forms;
using Lynq.Actors.Operation;
using Lynq.Host.Admission;
using Lynq.Host.Health;
using Lynq.Host.Http;
using Lynq.Host.Metrics;
using Lynq.Host.Profiling;
using Lynq.Host.Rights;
using Lynq.Host.Settings;
using Lynq.Host.Tls;
using Lynq.Kubernetes;
using Lynq.Templates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lynq.Host.Operating;

/// <summary>The ports of the process (contract §16.2): health, metrics, webhooks, profiling. All replicas serve them, leader or not.</summary>
internal sealed partial class OperatorServers(OperatorSettings settings, IKubernetesClient client, ProcessIdentity identity, ILoggerFactory loggers, TimeProvider time) : IAsyncDisposable
{
    private const string DefaultCertificates = "/tmp/k8s-webhook-server/serving-certs";

    private readonly List<IAsyncDisposable> _servers = [];
    private readonly List<IDisposable> _owned = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _metricsLogger = loggers.CreateLogger("controller-runtime.metrics");
    private readonly ILogger _setupLogger = loggers.CreateLogger("setup");
    private Func<X509Certificate2?>? _webhookCertificate;
    private Task _renewal = Task.CompletedTask;

    /// <summary>Why the webhooks cannot answer yet; null when they can, or are off.</summary>
    public string? WebhookProblem => ServesWebhooks && _webhookCertificate?.Invoke() is null ? "the webhook certificate has not been issued yet" : null;

    private bool ServesWebhooks => settings.IsOn("enable-webhooks") && settings.Address("webhook-bind-address") is not null;

    /// <summary>Starts everything that is switched on.</summary>
    /// <exception cref="SettingsException">A port or certificate cannot be had.</exception>
    public async Task StartAsync(IReadOnlyList<HealthCheck> live, IReadOnlyList<HealthCheck> ready, RequestDelegate debug, CancellationToken cancellationToken)
    {
        await ServeAsync("health", "health-probe-bind-address", null, new HealthEndpoint(live, ready, debug).HandleAsync, cancellationToken);
        if (settings.Address("metrics-bind-address") is not null)
            await ServeMetricsAsync(cancellationToken);
        if (ServesWebhooks)
            await ServeWebhooksAsync(cancellationToken);
        if (settings.IsOn("enable-pprof"))
        {
            await ServeAsync("pprof", "pprof-bind-address", null, new ProfilingEndpoint(time).HandleAsync, cancellationToken);
            LogPprof(_setupLogger, settings.Text("pprof-bind-address"));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var server in Enumerable.Reverse(_servers))
            await server.DisposeAsync();
        foreach (var owned in _owned)
            owned.Dispose();
        await _renewal;
        _stopping.Dispose();
    }

    private async Task ServeMetricsAsync(CancellationToken cancellationToken)
    {
        var secure = settings.IsOn("metrics-secure");
        var collector = Own(new PrometheusCollector(IsWanted, OperatorMetrics.MeterName, ProcessMetrics.MeterName, ClientTelemetry.Name));
        var endpoint = new MetricsEndpoint(collector, secure ? new ScrapeAuthorizer(client, time) : null);
        await ServeAsync("metrics", "metrics-bind-address", secure ? MetricsCertificate() : null, endpoint.HandleAsync, cancellationToken);
        LogMetrics(_metricsLogger, settings.Text("metrics-bind-address"), secure);
    }

    // Fourteen series a node are many when there are ten thousand nodes; what is told of all nodes together stays.
    private bool IsWanted(string instrument) =>
        !settings.IsOn("aggregate-node-metrics") || !instrument.StartsWith("lynqnode_", StringComparison.Ordinal) || instrument == "lynqnode_reconcile_duration_seconds";

    private Func<X509Certificate2?> MetricsCertificate()
    {
        if (settings.TextOrNull("metrics-cert-path") is { } folder)
        {
            var files = Own(CertificateFiles.Open(folder, settings.Text("metrics-cert-name"), settings.Text("metrics-cert-key"), time, _metricsLogger));
            return () => files.Current;
        }

        var issued = Own(SelfSigned.Issue("lynq-metrics", ["localhost", Environment.MachineName.ToLowerInvariant()], time.GetUtcNow()).ToCertificate());
        return () => issued;
    }

    private async Task ServeWebhooksAsync(CancellationToken cancellationToken)
    {
        _webhookCertificate = WebhookCertificate();
        var rules = new AdmissionRules(TemplateInspection.Over(new TemplateCache()), new ApiHubLookup(client), new ApiFormAccess(new AccessReviews(client, time), new Discovery(client, time)));
        await ServeAsync("webhook", "webhook-bind-address", _webhookCertificate, new AdmissionEndpoint(rules).HandleAsync, cancellationToken);
        LogWebhooks(_setupLogger, settings.Text("webhook-bind-address"));
    }

    private Func<X509Certificate2?> WebhookCertificate()
    {
        var (name, key) = (settings.Text("webhook-cert-name"), settings.Text("webhook-cert-key"));
        var given = settings.TextOrNull("webhook-cert-path");
        if (given is not null || CertificateFiles.Exist(DefaultCertificates, name, key))
        {
            var files = Own(CertificateFiles.Open(given ?? DefaultCertificates, name, key, time, _setupLogger));
            return () => files.Current;
        }

        var service = settings.Text("webhook-service");
        string[] names = [$"{service}.{identity.Namespace}.svc", $"{service}.{identity.Namespace}.svc.cluster.local", "localhost"];
        var shared = new SharedCertificate(client, identity.Namespace, settings.Text("webhook-secret"), names, time, _setupLogger);
        _renewal = RenewAsync(shared);
        return () => shared.Current;
    }

    private async Task RenewAsync(SharedCertificate shared)
    {
        var injector = new AuthorityInjector(client, _setupLogger);
        var watch = new AuthorityWatch(client, injector.Lacks, time, loggers);
        try
        {
            await Task.WhenAll(shared.RunAsync(injector.InjectAsync, watch.MissedAsync, _stopping.Token), watch.RunAsync(_stopping.Token));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Shutdown.
        }
    }

    private async Task ServeAsync(string name, string setting, Func<X509Certificate2?>? tls, RequestDelegate handler, CancellationToken cancellationToken)
    {
        if (settings.Address(setting) is { } address)
            _servers.Add(await HttpEndpoint.StartAsync(name, address, tls, settings.IsOn("enable-http2"), handler, loggers, cancellationToken));
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    // The phrases are those that runbooks and end-to-end tests look for (contract §16.4).
    [LoggerMessage(Level = LogLevel.Information, Message = "Starting metrics server on {Address} (secure: {Secure})")]
    private static partial void LogMetrics(ILogger logger, string address, bool secure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Starting pprof server on {Address}")]
    private static partial void LogPprof(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Starting webhook server on {Address}")]
    private static partial void LogWebhooks(ILogger logger, string address);
}
