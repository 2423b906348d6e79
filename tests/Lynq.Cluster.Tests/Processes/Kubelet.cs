using System.Collections.Concurrent;
using Shouldly;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>Starts replicas anew when they end by themselves, as kubelets do with containers.</summary>
internal sealed class Kubelet : IAsyncDisposable
{
    // What a replica says before it ends because the others go on without it.
    private static readonly string[] Reasons = ["the other replicas have given this one up", "belongs to a cluster at", "the shard coordinators have not answered"];

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<(int Replica, DateTimeOffset At, string LastWords)> _ends = new();
    private readonly ReplicaProcesses _replicas;
    private readonly HashSet<int> _kept;
    private readonly Task _keeping;

    public Kubelet(ReplicaProcesses replicas, IEnumerable<int> kept)
    {
        (_replicas, _kept) = (replicas, [.. kept]);
        _keeping = Task.WhenAll(_kept.Select(KeepAsync));
    }

    /// <summary>Which replicas ended, when, and what they said at last.</summary>
    public IReadOnlyCollection<(int Replica, DateTimeOffset At, string LastWords)> Ends => _ends;

    public bool Keeps(int replica) => _kept.Contains(replica);

    /// <summary>Replicas may be given up wrongly on a machine without time for them, but end for no other reason.</summary>
    public void ShouldHaveSeenNoCrash() => _ends.Where(end => !Reasons.Any(reason => end.LastWords.Contains(reason, StringComparison.Ordinal))).ShouldBeEmpty();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _keeping;
        _stopping.Dispose();
    }

    private async Task KeepAsync(int replica)
    {
        try
        {
            while (true)
            {
                await _replicas.EndOfAsync(replica, _stopping.Token);
                _ends.Enqueue((replica, TimeProvider.System.GetUtcNow(), _replicas.TailOf(replica)));
                _replicas.Start(replica);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }
}
