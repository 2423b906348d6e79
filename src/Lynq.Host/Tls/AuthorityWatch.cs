using System.Text.Json;
using System.Threading.Channels;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Host.Tls;

/// <summary>
/// Sees when a webhook configuration appears without the authority or loses it, as when it is applied again from a file: until it is
/// put back, the API server refuses everything that the webhook is asked about.
/// </summary>
/// <param name="client">The API server.</param>
/// <param name="lacks">Whether a configuration ought to have the authority and has not.</param>
/// <param name="time">The clock of pauses.</param>
/// <param name="loggers">Logging.</param>
internal sealed class AuthorityWatch(IKubernetesClient client, Func<JsonElement, bool> lacks, TimeProvider time, ILoggerFactory loggers)
{
    // One is as good as many: whoever is woken looks at all of them.
    private readonly Channel<bool> _missed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Completes when a configuration lacks the authority since this was last asked.</summary>
    public Task MissedAsync(CancellationToken cancellationToken) => _missed.Reader.ReadAsync(cancellationToken).AsTask();

    /// <summary>Watches until stopped.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(AuthorityInjector.Configurations.Select(resource => Follow(resource).RunAsync(cancellationToken)));

    private Informer<JsonElement, bool> Follow(ApiResource resource)
    {
        var options = InformerOptions.Full(resource, _ => true, (change, _) =>
        {
            if (change.Type != WatchEventType.Deleted && lacks(change.Object))
                _missed.Writer.TryWrite(true);
            return default;
        });
        return new(client, options, time, loggers.CreateLogger<Informer<JsonElement, bool>>());
    }
}
