using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Lynq.Kubernetes.Configuration;
using Lynq.Kubernetes.Flow;
using Lynq.Kubernetes.Transport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Kubernetes;

/// <summary>
/// The client over HTTP. Requests wait for a turn, are sent, and are repeated where that is safe; answers are read from the stream
/// as they come. Safe for concurrent use; one for a process is enough.
/// </summary>
public sealed partial class KubernetesClient : IKubernetesClient, IDisposable
{
    private readonly KubernetesConfiguration _configuration;
    private readonly KubernetesClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HttpMessageInvoker _http;
    private readonly RequestGovernor _governor;
    private readonly SpokenWarnings _spoken = new();
    private long _lastAnswer;

    /// <summary>A client for the server of a configuration. Connects when the first request is sent.</summary>
    public KubernetesClient(KubernetesConfiguration configuration, KubernetesClientOptions? options = null, TimeProvider? time = null, ILogger<KubernetesClient>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _configuration = configuration;
        _options = options ?? new();
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<KubernetesClient>.Instance;
        _http = new(ConnectionFactory.Create(configuration, _options), disposeHandler: true);
        _governor = new(_options.Flow, _time);
    }

    /// <summary>How many requests may be in flight at present: what the search for the best number has arrived at.</summary>
    public int ConcurrencyLimit => _governor.Limit;

    /// <summary>When the server last answered anything, be it a refusal; null before its first answer. For liveness.</summary>
    public DateTimeOffset? LastAnswer => Interlocked.Read(ref _lastAnswer) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>Whether a burst of live work is going on: more of it than may be in flight, or much within half a second. What nobody waits for is better sent afterwards.</summary>
    public bool IsBusy => _governor.IsBusy;

    /// <inheritdoc/>
    public async Task<T> SendAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(representation);
        using var activity = Start(request);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AttemptAsync(request, representation, cancellationToken);
            }
            catch (KubernetesException failure)
            {
                if (RetryPolicy.Decide(failure, attempt, Random.Shared.NextDouble(), _options.Retry) is not { } delay)
                {
                    activity?.SetStatus(ActivityStatusCode.Error, failure.Reason);
                    throw;
                }

                await WaitAsync(failure, attempt, delay, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(KubernetesRequest request, Representation<T> representation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(representation);
        using var deadline = new Deadline(_options.RequestTimeout, _time, cancellationToken);
        using var response = await OpenWatchAsync(request, representation.MetadataOnly, deadline);
        deadline.Suspend();
        request.Opened?.Invoke();
        await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token);
        await using var events = WatchStream.ReadAsync(request, stream, representation, deadline, request.Timeout ?? _options.SilenceLimit, deadline.Token).GetAsyncEnumerator(deadline.Token);
        while (true)
        {
            try
            {
                if (!await events.MoveNextAsync())
                    yield break;
            }
            catch (Exception e) when (e is not KubernetesException)
            {
                if (FailureReader.Of(request, e, deadline.Passed) is not { } failure)
                    throw;
                throw failure;
            }

            yield return events.Current;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> OpenWatchAsync(KubernetesRequest request, bool metadataOnly, Deadline deadline)
    {
        using var activity = Start(request);
        ClientTelemetry.Watches.Add(1, new KeyValuePair<string, object?>("resource", request.Resource?.ToString()));
        var started = _time.GetTimestamp();
        try
        {
            var response = await ExchangeAsync(request, metadataOnly, deadline);
            Report(request, (int)response.StatusCode, started);
            return response;
        }
        catch (Exception e)
        {
            var failure = FailureReader.Of(request, e, deadline.Passed);
            Report(request, failure?.StatusCode ?? 0, started);
            if (failure is null || ReferenceEquals(failure, e))
                throw;
            throw failure;
        }
    }

    private async Task<T> AttemptAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken)
    {
        var asked = _time.GetTimestamp();
        await _governor.EnterAsync(request.Priority, cancellationToken);
        var started = _time.GetTimestamp();
        if (ClientTelemetry.Throttled.Enabled)
            ClientTelemetry.Throttled.Record(_time.GetElapsedTime(asked, started).TotalSeconds, new KeyValuePair<string, object?>("priority", request.Priority));
        ClientTelemetry.InFlight.Add(1);
        var code = 0;
        using var deadline = new Deadline(request.Timeout ?? _options.RequestTimeout, _time, cancellationToken);
        try
        {
            using var response = await ExchangeAsync(request, representation.MetadataOnly, deadline);
            await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token);
            var answer = await JsonSerializer.DeserializeAsync(stream, representation.Type, deadline.Token);
            code = (int)response.StatusCode;
            return answer ?? throw new JsonException("the answer is null");
        }
        catch (Exception e)
        {
            var failure = FailureReader.Of(request, e, deadline.Passed);
            code = failure?.StatusCode ?? 0;
            if (failure is null || ReferenceEquals(failure, e))
                throw;
            throw failure;
        }
        finally
        {
            ClientTelemetry.InFlight.Add(-1);
            Report(request, code, started);
            _governor.Exit(code);
        }
    }

    /// <summary>Sends once and returns a successful answer, its body not yet read. A refused identity is renewed and tried once more.</summary>
    private async Task<HttpResponseMessage> ExchangeAsync(KubernetesRequest request, bool metadataOnly, Deadline deadline)
    {
        var uri = RequestUri.Of(_configuration.Server, request, _options.FieldManager);
        for (var renewed = false; ; renewed = true)
        {
            var authorization = await AuthorizeAsync(request, renewed, deadline.Token);
            using var message = RequestMessage.Of(request, uri, metadataOnly, authorization, VersionFor(request.Verb));
            message.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
            var response = await _http.SendAsync(message, deadline.Token);
            Interlocked.Exchange(ref _lastAnswer, _time.GetUtcNow().UtcTicks);
            Pass(request, response);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
            {
                if (response.StatusCode == HttpStatusCode.Unauthorized && !renewed && authorization is not null)
                    continue;
                throw await FailureReader.ReadAsync(request, response, _time, deadline.Token);
            }
        }
    }

    private void Pass(KubernetesRequest request, HttpResponseMessage response)
    {
        foreach (var warning in ServerWarning.Of(request, response))
        {
            if (_spoken.IsNew(warning))
                LogWarning(request.Resource, warning.SafeText);
        }
    }

    private async ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(KubernetesRequest request, bool refresh, CancellationToken cancellationToken)
    {
        try
        {
            return await _configuration.Credential.AuthorizeAsync(refresh, cancellationToken);
        }
        catch (ConfigurationException e)
        {
            throw FailureReader.Own(request, StatusReasons.CredentialsFailed, e.Message, e);
        }
    }

    private Version VersionFor(RequestVerb verb) => _options.HttpVersions switch
    {
        HttpVersions.Http11 => HttpVersion.Version11,
        HttpVersions.Http2ForWatches when verb != RequestVerb.Watch => HttpVersion.Version11,
        _ => HttpVersion.Version20,
    };

    private async Task WaitAsync(KubernetesException failure, int attempt, TimeSpan delay, CancellationToken cancellationToken)
    {
        LogRetry(failure.Request, attempt, delay.TotalSeconds, failure.Reason, failure.StatusCode);
        ClientTelemetry.Retries.Add(1, new("verb", failure.Request.Verb), new("reason", failure.Reason));
        await Task.Delay(delay, _time, cancellationToken);
    }

    private void Report(KubernetesRequest request, int code, long started)
    {
        if (!ClientTelemetry.Requests.Enabled && !ClientTelemetry.Duration.Enabled)
            return;
        KeyValuePair<string, object?> verb = new("verb", request.Verb);
        KeyValuePair<string, object?> resource = new("resource", request.Resource?.Plural ?? "none");
        ClientTelemetry.Requests.Add(1, verb, resource, new("code", code));
        ClientTelemetry.Duration.Record(_time.GetElapsedTime(started).TotalSeconds, verb, resource);
    }

    private static Activity? Start(KubernetesRequest request)
    {
        var activity = ClientTelemetry.Activities.StartActivity("kubernetes.request", ActivityKind.Client);
        activity?.SetTag("k8s.verb", request.Verb).SetTag("k8s.resource", request.Resource?.ToString()).SetTag("k8s.namespace", request.Namespace).SetTag("k8s.name", request.Name);
        return activity;
    }
}
