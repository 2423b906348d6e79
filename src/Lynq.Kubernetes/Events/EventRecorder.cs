using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Kubernetes;

/// <summary>
/// Publishes events from a bounded queue, one after the other, as long as it is run. What does not fit is dropped and counted: events
/// are for people, and never hold up the work. During a burst of work they wait for its end, since each costs the server as much as a
/// write of the work itself.
/// </summary>
public sealed partial class EventRecorder : IEventRecorder
{
    private static readonly ApiResource Events = new("", "v1", "Event", "events", Namespaced: true);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private readonly IKubernetesClient _client;
    private readonly EventRecorderOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly EventCorrelator _correlator;
    private readonly Channel<(EventNote Note, DateTimeOffset At)> _queue;
    private int _warnings;

    /// <summary>A recorder that keeps what it is told until it is run.</summary>
    public EventRecorder(IKubernetesClient client, EventRecorderOptions? options = null, TimeProvider? time = null, ILogger<EventRecorder>? logger = null)
    {
        _client = client;
        _options = options ?? new();
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<EventRecorder>.Instance;
        _correlator = new(_options);
        _queue = Channel.CreateBounded<(EventNote Note, DateTimeOffset At)>(
            new BoundedChannelOptions(_options.QueueCapacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            dropped =>
            {
                Taken(dropped.Note);
                Dropped("queue");
            });
    }

    /// <inheritdoc/>
    public void Record(EventSubject subject, EventType type, string reason, string message, string component)
    {
        if (type == EventType.Warning)
            Interlocked.Increment(ref _warnings);
        _queue.Writer.TryWrite((new(subject, type, reason, EventNote.Cut(message), component), _time.GetUtcNow()));
    }

    /// <summary>Publishes until cancelled, then what is still queued, within <paramref name="drain"/>.</summary>
    public async Task RunAsync(TimeSpan drain, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        // Being told to stop ends no request that is on its way: it starts the time that is left.
        using var stopping = cancellationToken.UnsafeRegister(_ => limit.CancelAfter(drain), null);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(cancellationToken))
            {
                // It stays in the queue while it is held, so that nothing is lost when the wait is cut short.
                await HoldAsync(cancellationToken);
                if (_queue.Reader.TryRead(out var next))
                {
                    Taken(next.Note);
                    await PublishAsync(next.Note, next.At, limit.Token);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            while (!limit.IsCancellationRequested && _queue.Reader.TryRead(out var late))
                await PublishAsync(late.Note, late.At, limit.Token);
        }
    }

    // A warning lets all go that are before it: events keep their order.
    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        while (_options.IsBusy() && Volatile.Read(ref _warnings) == 0 && HasRoom && _queue.Reader.TryPeek(out var next) && _time.GetUtcNow() - next.At < _options.MaxHold)
            await Task.Delay(LookAgain, _time, cancellationToken);
    }

    // A long burst must not fill the queue: what comes then would be lost.
    private bool HasRoom => _queue.Reader.Count < _options.QueueCapacity / 2;

    private void Taken(EventNote note)
    {
        if (note.Type == EventType.Warning)
            Interlocked.Decrement(ref _warnings);
    }

    private async Task PublishAsync(EventNote note, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            switch (_correlator.Decide(note, at))
            {
                case EventDecision.Create(var series):
                    await CreateAsync(series, cancellationToken);
                    break;
                case EventDecision.Count(var series):
                    await CountAsync(series, cancellationToken);
                    break;
                default:
                    Dropped("rate");
                    break;
            }
        }
        catch (KubernetesException e)
        {
            Dropped("refused");
            LogRefused(note.Reason, note.Subject.Key, e.Message);
        }
        catch (OperationCanceledException)
        {
            Dropped("shutdown");
        }
    }

    private Task CreateAsync(EventSeries series, CancellationToken cancellationToken) =>
        _client.CreateAsync(Events, EventBody.NamespaceOf(series.Note.Subject), EventBody.Whole(series, _options.Instance), Representation.Metadata, new() { Priority = RequestPriority.Resync }, cancellationToken);

    private async Task CountAsync(EventSeries series, CancellationToken cancellationToken)
    {
        try
        {
            var address = Events.Named(EventBody.NamespaceOf(series.Note.Subject), series.Name);
            // The count is written as a number, not added to: sending it twice does no harm.
            await _client.MergePatchAsync(address, EventBody.Repetition(series), Representation.Metadata, new() { Priority = RequestPriority.Resync, Idempotent = true }, null, cancellationToken);
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            EventCorrelator.Restart(series);
            await CreateAsync(series, cancellationToken);
        }
    }

    private static void Dropped(string cause) => ClientTelemetry.EventsDropped.Add(1, new KeyValuePair<string, object?>("cause", cause));
}
