using System.Text.Json;
using Lynq.Actors.Watching;
using Lynq.Kubernetes;

namespace Lynq.Actors.Hub;

/// <summary>
/// Follows the one Secret that a hub's connection needs, so that no sync has to ask for it and a rotated password is used
/// without a restart (contract §5.1). Only this object is selected: other Secrets are never received.
/// </summary>
internal sealed class SecretWatch : IAsyncDisposable
{
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly IInformer _informer;
    private readonly TimeProvider _time;
    private readonly Task _run;
    private SecretContent? _content;

    /// <summary>Starts to follow a Secret.</summary>
    /// <param name="informers">Makes the informer.</param>
    /// <param name="ns">Namespace of the Secret.</param>
    /// <param name="name">Name of the Secret.</param>
    /// <param name="changed">Called when the Secret has changed since the first list.</param>
    /// <param name="time">The clock.</param>
    public SecretWatch(IInformers informers, string ns, string name, Action changed, TimeProvider time)
    {
        _time = time;
        _informer = informers.Create(InformerOptions.Full<string>(
            BuiltInResources.Secrets,
            secret => ObjectIdentity.Of(secret).ResourceVersion,
            (change, _) =>
            {
                Take(change, changed);
                return ValueTask.CompletedTask;
            }) with
        {
            Namespace = ns,
            FieldSelector = $"metadata.name={name}",
        });
        // It outlives the sync that started it: its requests are no part of that sync's trace.
        using var flow = ExecutionContext.SuppressFlow();
        _run = Task.Run(() => _informer.RunAsync(_stop.Token));
    }

    /// <summary>The Secret's content; null when there is none.</summary>
    /// <exception cref="TimeoutException">The API server did not answer within 30 s.</exception>
    public async Task<SecretContent?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!_informer.HasSynced)
        {
            await _informer.WaitForSyncAsync(cancellationToken).WaitAsync(FirstAnswer, _time, cancellationToken);
        }

        return Volatile.Read(ref _content);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private void Take(InformerChange<JsonElement, string> change, Action changed)
    {
        var gone = change.Type == WatchEventType.Deleted;
        Volatile.Write(ref _content, gone ? null : SecretContent.Of(change.Object));
        if (!change.Initial)
        {
            changed();
        }
    }
}
