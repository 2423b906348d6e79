using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Kubernetes;

/// <summary>
/// Lists, watches and goes on. The handler sees each change at least once and in order per object; what was already handed over is not
/// repeated by listing again, and what vanished between two lists is reported as deleted.
/// </summary>
/// <typeparam name="T">What an object is read as.</typeparam>
/// <typeparam name="TKept">What is kept of each object.</typeparam>
public sealed partial class Informer<T, TKept> : IInformer
{
    private readonly IKubernetesClient _client;
    private readonly InformerOptions<T, TKept> _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly InformerStore<TKept> _store = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Backoff _backoff;
    private long _lastProgress;
    private long _lastContact;
    private bool _streamsInitialList;
    private string? _version;
    private string? _latest;
    private int _pastLists;
    private long _listedAt;

    /// <summary>An informer that does nothing until it is run.</summary>
    public Informer(IKubernetesClient client, InformerOptions<T, TKept> options, TimeProvider? time = null, ILogger<Informer<T, TKept>>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        _client = client;
        _options = options;
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<Informer<T, TKept>>.Instance;
        _streamsInitialList = options.StreamInitialList;
        _backoff = new(options.MinBackoff, options.MaxBackoff);
        Contact();
    }

    /// <inheritdoc/>
    public ApiResource Resource => _options.Resource;

    /// <inheritdoc/>
    public bool HasSynced => _synced.Task.IsCompletedSuccessfully;

    /// <inheritdoc/>
    public DateTimeOffset LastProgress => new(Interlocked.Read(ref _lastProgress), TimeSpan.Zero);

    /// <inheritdoc/>
    public DateTimeOffset LastContact => new(Interlocked.Read(ref _lastContact), TimeSpan.Zero);

    /// <inheritdoc/>
    public string? Version => Volatile.Read(ref _version);

    /// <inheritdoc/>
    public int Count => _store.Count;

    /// <summary>What is kept of an object; false when there is none that is known. Safe to call from anywhere.</summary>
    public bool TryGet(string ns, string name, [MaybeNullWhen(false)] out TKept kept) => _store.TryGet(new(ns, name), out kept);

    /// <inheritdoc/>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) => _synced.Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (_version is not null)
                    await FollowUntilListIsDueAsync(cancellationToken);
                else if (_streamsInitialList)
                    await StreamAllAsync(cancellationToken);
                else
                    await ListAllAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Also what a consumer's own functions throw: an informer that ended silently would be worse than one that complains.
                await RecoverAsync(e, cancellationToken);
            }
        }
    }

    private async Task FollowUntilListIsDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FollowAsync(cancellationToken);
        }
        finally
        {
            if (_options.RelistInterval is { } interval && _time.GetElapsedTime(_listedAt) >= interval)
                _version = null;
        }
    }

    private async Task RecoverAsync(Exception exception, CancellationToken cancellationToken)
    {
        var failure = exception as KubernetesException;
        if (failure is null or { IsExpired: true })
        {
            LogListingAgain(Resource);
            _version = null;
        }

        var wait = failure?.RetryAfter is { } asked && asked > _backoff.Peek ? asked : _backoff.Next(Random.Shared.NextDouble());
        LogFailed(Resource, exception.Message, Math.Round(wait.TotalSeconds, 1));
        // Trying in vain is being alive: a server that is away is no reason to be restarted.
        Progress();
        if (failure is { StatusCode: not 0 })
            Contact();
        await PauseAsync(wait, cancellationToken);
    }

    private async Task PauseAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wait, _time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The loop sees it.
        }
    }

    private void Progress() => Interlocked.Exchange(ref _lastProgress, _time.GetUtcNow().UtcTicks);

    private void Contact()
    {
        Progress();
        Interlocked.Exchange(ref _lastContact, Interlocked.Read(ref _lastProgress));
    }
}
