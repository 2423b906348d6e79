using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Kubernetes;

/// <summary>
/// Elects one leader among replicas by a Lease, in client-go's way, so that both kinds of operators respect each other. A leader
/// counts from before it sent its last renewal, others from after they saw it, each by its own clock's passing of time: a leader has
/// stopped before another can start, however wrong the clocks are.
/// </summary>
public sealed partial class LeaderElector
{
    private static readonly ApiResource Leases = new("coordination.k8s.io", "v1", "Lease", "leases", Namespaced: true);

    private readonly IKubernetesClient _client;
    private readonly LeaderElectionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _origin;
    private readonly ObjectAddress _address;
    private LeaseObservation? _observed;
    private JsonElement? _held;
    private long _leaderUntil = long.MinValue;

    /// <summary>An elector that does nothing until it is run.</summary>
    /// <exception cref="ArgumentException">The times do not fit: retry period &lt; renew deadline &lt; lease duration.</exception>
    public LeaderElector(IKubernetesClient client, LeaderElectionOptions options, TimeProvider? time = null, ILogger<LeaderElector>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.RetryPeriod >= options.RenewDeadline || options.RenewDeadline >= options.LeaseDuration)
            throw new ArgumentException("leader election needs retry period < renew deadline < lease duration", nameof(options));
        _client = client;
        _options = options;
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<LeaderElector>.Instance;
        _origin = _time.GetTimestamp();
        _address = Leases.Named(options.Namespace, options.Name);
    }

    /// <summary>Who leads as far as is known; empty when nobody.</summary>
    public string Leader => Volatile.Read(ref _observed)?.Record.Holder ?? "";

    /// <summary>Whether we lead now, by the clock and not by hope. To be asked before a write that must not come from a former leader.</summary>
    public bool IsLeader => Now.Ticks < Volatile.Read(ref _leaderUntil);

    /// <summary>Until when we lead if nothing is renewed any more; null when we do not lead.</summary>
    public DateTimeOffset? IsLeaderUntil => IsLeader ? _time.GetUtcNow() + (TimeSpan.FromTicks(Volatile.Read(ref _leaderUntil)) - Now) : null;

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>
    /// Takes part until cancelled, or until the work ends by itself while we lead (what it throws is thrown here). Each time we become
    /// leader, <paramref name="onStartedLeading"/> runs with a token that is cancelled when we lose the lease, before another can have
    /// it. The lease is released when the work has ended.
    /// </summary>
    public async Task RunAsync(Func<CancellationToken, Task> onStartedLeading, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(onStartedLeading);
        var done = false;
        while (!done && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                await AcquireAsync(cancellationToken);
                done = await LeadAsync(onStartedLeading, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task AcquireAsync(CancellationToken cancellationToken)
    {
        while (!await TryTakeOrRenewAsync(cancellationToken))
            await Task.Delay(_options.RetryPeriod * (1 + (Random.Shared.NextDouble() * 0.2)), _time, cancellationToken);
        LogStarted(_options.Identity, _address);
    }

    /// <summary>One term. True when the work ended by itself.</summary>
    private async Task<bool> LeadAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        // Armed with the lease's own end: it fires even when renewing hangs.
        using var term = new CancellationTokenSource(Positive(TimeSpan.FromTicks(Volatile.Read(ref _leaderUntil)) - Now), _time);
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(term.Token, cancellationToken);
        var working = RunWorkAsync(work, leading.Token);
        await RenewAsync(term, working, cancellationToken);
        var byItself = working.IsCompleted && !leading.IsCancellationRequested;
        await leading.CancelAsync();
        // Whatever its end is, the lease is put in order first.
        await Task.WhenAny(working);
        LogStopped(_options.Identity, _address);
        if (IsLeader && _options.ReleaseOnShutdown)
            await ReleaseAsync();
        Volatile.Write(ref _leaderUntil, long.MinValue);
        await working;
        return byItself;
    }

    private async Task RunWorkAsync(Func<CancellationToken, Task> work, CancellationToken leading)
    {
        await Task.Yield();
        try
        {
            await work(leading);
        }
        catch (OperationCanceledException) when (leading.IsCancellationRequested)
        {
            // Asked to.
        }
    }

    /// <summary>Renews until the lease is lost, the work ends by itself, or the caller stops.</summary>
    private async Task RenewAsync(CancellationTokenSource term, Task working, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(term.Token, cancellationToken);
        while (IsLeader)
        {
            var pause = Task.Delay(_options.RetryPeriod, _time, ended.Token);
            if (await Task.WhenAny(pause, working) == working || ended.IsCancellationRequested)
                return;
            try
            {
                if (await TryTakeOrRenewAsync(ended.Token))
                    term.CancelAfter(Positive(TimeSpan.FromTicks(Volatile.Read(ref _leaderUntil)) - Now));
                else if (Leader is { Length: > 0 } other && other != _options.Identity)
                    return;
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
