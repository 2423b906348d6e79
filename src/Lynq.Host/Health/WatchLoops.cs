using Lynq.Actors.Watching;
using Lynq.Kubernetes;

namespace Lynq.Host.Health;

/// <summary>Makes informers and knows which of them ought to be running: those that were started and not yet told to stop.</summary>
internal sealed class WatchLoops(IInformers informers) : IInformers
{
    private readonly Lock _lock = new();
    private readonly HashSet<IInformer> _running = [];

    /// <summary>The loops that ought to be running. One that has ended by itself stays among them, and grows old.</summary>
    public IReadOnlyList<IInformer> Running
    {
        get
        {
            lock (_lock)
                return [.. _running];
        }
    }

    /// <inheritdoc/>
    public IInformer Create<T, TKept>(InformerOptions<T, TKept> options) => new Loop(this, informers.Create(options));

    private sealed class Loop(WatchLoops owner, IInformer inner) : IInformer
    {
        public ApiResource Resource => inner.Resource;

        public bool HasSynced => inner.HasSynced;

        public DateTimeOffset LastProgress => inner.LastProgress;

        public DateTimeOffset LastContact => inner.LastContact;

        public string? Version => inner.Version;

        public int Count => inner.Count;

        public Task WaitForSyncAsync(CancellationToken cancellationToken) => inner.WaitForSyncAsync(cancellationToken);

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            lock (owner._lock)
                owner._running.Add(inner);
            try
            {
                await inner.RunAsync(cancellationToken);
            }
            finally
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    lock (owner._lock)
                        owner._running.Remove(inner);
                }
            }
        }
    }
}
