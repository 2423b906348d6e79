using Lynq.Actors.Operation;
using Lynq.Actors.Watching;
using Lynq.Kubernetes;
using Lynq.Sources;
using Microsoft.Extensions.Logging;

namespace Lynq.Host.Commands.Demo;

/// <summary>The operator of the demo: the real one, without ports and leader election.</summary>
internal sealed class DemoOperator : IAsyncDisposable
{
    private readonly OperatorMetrics _metrics = new();
    private readonly RowSources _sources;
    private readonly EventRecorder _events;
    private readonly LynqOperator _operator;

    public DemoOperator(IKubernetesClient client, string ns, ILoggerFactory loggers, TimeProvider time)
    {
        _sources = new RowSources(loggers.CreateLogger<RowSources>(), time);
        _events = new EventRecorder(client, new() { Instance = "lynq-demo" }, time, loggers.CreateLogger<EventRecorder>());
        var services = new OperatorServices
        {
            Client = client,
            Discovery = new Discovery(client, time),
            Informers = new ClientInformers(client, time, loggers),
            Events = _events,
            Sources = _sources,
            Metrics = _metrics,
            Time = time,
            Logging = loggers,
        };
        _operator = new LynqOperator(services, new OperatorOptions { Namespaces = [ns] });
    }

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var recording = new CancellationTokenSource();
        var recorded = _events.RunAsync(drain: TimeSpan.FromSeconds(1), recording.Token);
        await _operator.RunAsync(stop);
        await recording.CancelAsync();
        await recorded;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _operator.DisposeAsync();
        await _sources.DisposeAsync();
        _metrics.Dispose();
    }
}
