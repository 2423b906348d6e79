using System.Threading.Channels;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Storage;
using Microsoft.Extensions.Logging;

namespace Lynq.Sandbox.Lifecycle;

/// <summary>Runs the cluster's own controllers, one change after the other, off the requests' path.</summary>
internal sealed partial class LifecycleWorker(
    ObjectStore store,
    CrdController crds,
    NamespaceController namespaces,
    GarbageCollector garbage,
    EventExpiry events,
    ILogger<LifecycleWorker> logger)
{
    /// <summary>Starts following the store at once; the task ends when the token is cancelled.</summary>
    public Task Start(CancellationToken stopping)
    {
        var changes = store.Follow(stopping);
        return Task.WhenAll(Task.Run(() => RunAsync(changes, stopping), CancellationToken.None), events.RunAsync(stopping));
    }

    private async Task RunAsync(ChannelReader<Change> changes, CancellationToken stopping)
    {
        await foreach (var change in changes.ReadAllAsync(CancellationToken.None))
        {
            if (stopping.IsCancellationRequested) return;
            events.Track(change);
            try
            {
                await crds.ReactAsync(change, stopping);
                await namespaces.ReactAsync(change, stopping);
                await garbage.ReactAsync(change, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (ApiException refused)
            {
                LogRefused(refused, change.StorageKey, change.Object.Key.ToString());
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A controller's write about {Resource} {Object} was refused")]
    private partial void LogRefused(Exception exception, string resource, string @object);
}
