using System.Collections.Concurrent;
using Shouldly;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>A replica that ended though the test had not told it to.</summary>
/// <param name="Replica">Which.</param>
/// <param name="At">When.</param>
/// <param name="ExitCode">0 when it ended in good order.</param>
/// <param name="LastWords">The end of what it said.</param>
internal sealed record OwnEnd(int Replica, DateTimeOffset At, int ExitCode, string LastWords)
{
    // What a replica says before it ends because the others go on without it.
    private static readonly string[] Reasons = ["the other replicas have given this one up", "belongs to a cluster at", "the shard coordinators have not answered"];

    /// <summary>Replicas start anew for a certificate, and may be given up wrongly on a machine without time for them, but end for no other reason.</summary>
    public bool IsCrash => ExitCode != 0 && !Reasons.Any(reason => LastWords.Contains(reason, StringComparison.Ordinal));
}

/// <summary>Starts replicas anew when they end by themselves, as kubelets do with containers.</summary>
internal sealed class Kubelet(ReplicaProcesses replicas) : IAsyncDisposable
{
    private readonly ConcurrentQueue<OwnEnd> _ends = new();
    private readonly ConcurrentDictionary<int, (CancellationTokenSource Stop, Task Keeping)> _kept = new();

    /// <summary>The replicas that ended by themselves, in their order.</summary>
    public IReadOnlyCollection<OwnEnd> Ends => _ends;

    /// <summary>Starts this one anew from now on, whenever it has ended.</summary>
    public void Keep(int replica)
    {
        var stop = new CancellationTokenSource();
        _kept[replica] = (stop, KeepAsync(replica, stop.Token));
    }

    /// <summary>Lets this one end.</summary>
    public async Task LeaveAsync(int replica)
    {
        if (!_kept.TryRemove(replica, out var kept))
            return;
        await kept.Stop.CancelAsync();
        await kept.Keeping;
        kept.Stop.Dispose();
    }

    /// <summary>Fails when a replica has ended for a reason that is none.</summary>
    public void ShouldHaveSeenNoCrash() => _ends.Where(end => end.IsCrash).ShouldBeEmpty();

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _kept.Keys.ToList())
            await LeaveAsync(replica);
    }

    private async Task KeepAsync(int replica, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var code = await replicas.EndOfAsync(replica, stop);
                _ends.Enqueue(new(replica, TimeProvider.System.GetUtcNow(), code, replicas.TailOf(replica)));
                replicas.Run(replica);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The test goes on without it.
        }
    }
}
