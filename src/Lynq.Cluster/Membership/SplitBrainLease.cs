using Akka.Actor;
using Akka.Coordination;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Cluster.Membership;

/// <summary>
/// The lease of Akka.NET's split-brain resolver as a Lease of Kubernetes: when replicas lose sight of each other, one of the sides
/// gets it and goes on. It is held for as long as the resolver wants, which is until the others have long given up; between splits
/// nobody holds it and it costs nothing.
/// </summary>
internal sealed class SplitBrainLease : Lease, IDisposable
{
    /// <summary>Name of the Lease, in the operator's namespace.</summary>
    public const string Name = "split-brain.lynq.sh";

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    // A holder that died is outwaited; one that lives renews. Far shorter than the resolver keeps what it got (40 s): who comes in
    // second gives up before it is free again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(14);

    // Others have decided while this process did not run: it has no say.
    private static readonly TimeSpan Drowsiness = TimeSpan.FromMinutes(1);

    private readonly PauseWatch _pauses;
    private readonly TimeProvider _time;
    private readonly LeaderElector _elector;
    private readonly SemaphoreSlim _turn = new(1);
    private CancellationTokenSource _holding = new();
    private Task _held = Task.CompletedTask;

    /// <summary>Made by Akka.NET, once for each actor system.</summary>
    /// <param name="settings">What Akka.NET knows of the lease.</param>
    /// <param name="system">The actor system, which was given a <see cref="SplitBrainLeaseSetup"/>.</param>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public SplitBrainLease(LeaseSettings settings, ExtendedActorSystem system)
        : base(settings)
    {
        ArgumentNullException.ThrowIfNull(system);
        if (system.Settings.Setup.Get<SplitBrainLeaseSetup>() is not { HasValue: true, Value: var setup })
            throw new InvalidOperationException("the actor system was started without what its split-brain lease needs");
        var parts = setup.Parts;
        (_pauses, _time) = (setup.Pauses, parts.Time);
        _elector = new LeaderElector(
            parts.Client,
            new()
            {
                Namespace = parts.Identity.Namespace,
                Name = Name,
                Identity = parts.Identity.Instance,
                LeaseDuration = Duration,
                RenewDeadline = TimeSpan.FromSeconds(6),
                RetryPeriod = TimeSpan.FromSeconds(1),
                // One that leaves soon after a split has won it for its whole side: the others must not get it then.
                ReleaseOnShutdown = false,
            },
            parts.Time,
            parts.Loggers.CreateLogger<LeaderElector>());
        system.RegisterOnTermination(Dispose);
    }

    /// <inheritdoc/>
    public override bool CheckLease() => _elector.IsLeader;

    /// <inheritdoc/>
    public override Task<bool> Acquire() => Acquire(_ => { });

    /// <inheritdoc/>
    /// <remarks>False when another side holds it, or the API server cannot be reached, for fourteen seconds.</remarks>
    public override async Task<bool> Acquire(Action<Exception> leaseLostCallback)
    {
        await _turn.WaitAsync();
        try
        {
            if (_elector.IsLeader)
                return true;
            await EndHoldingAsync();
            return !_pauses.HasPausedWithin(Drowsiness) && await TryAsync(leaseLostCallback);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task<bool> Release()
    {
        await _turn.WaitAsync();
        try
        {
            await EndHoldingAsync();
            await _elector.ReleaseAsync();
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends renewing, with the actor system; a Lease that is held runs out by itself.</summary>
    public void Dispose()
    {
        _holding.Cancel();
        _holding.Dispose();
        _turn.Dispose();
    }

    private async Task<bool> TryAsync(Action<Exception> onLost)
    {
        var acquired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = _holding = new CancellationTokenSource();
        _held = _elector.RunAsync(HoldAsync, holding.Token);
        if (await Task.WhenAny(acquired.Task, _held, Task.Delay(Patience, _time, holding.Token)) == acquired.Task)
            return true;
        await EndHoldingAsync();
        return false;

        async Task HoldAsync(CancellationToken term)
        {
            acquired.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, term).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!holding.IsCancellationRequested)
                onLost(new LeaseException($"the Lease {Name} was lost"));
        }
    }

    private async Task EndHoldingAsync()
    {
        await _holding.CancelAsync();
        await _held;
    }
}
