using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Admission;

/// <summary>Posts reviews to webhooks. A service is looked for on this machine, under its own name for TLS.</summary>
internal sealed class WebhookCaller(SandboxOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<(string Authority, int? ServicePort), Lazy<HttpClient>> _clients = new();

    /// <summary>Asks a webhook.</summary>
    /// <exception cref="WebhookFailure">It did not answer in time, or not with a verdict.</exception>
    public async Task<WebhookVerdict> AskAsync(Webhook webhook, JsonObject review, string uid, CancellationToken cancellation)
    {
        var seconds = webhook.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var (address, port) = AddressOf(webhook.ClientConfig);
        var target = $"{address}?timeout={seconds}s";
        using var timer = new CancellationTokenSource(webhook.Timeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(review.ToJsonString()));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await Client(webhook.ClientConfig.Text("caBundle"), port).PostAsync(new Uri(target), content, either.Token);
            var body = await response.Content.ReadAsStringAsync(either.Token);
            if (!response.IsSuccessStatusCode) throw new WebhookFailure($"failed to call webhook: the server returned {(int)response.StatusCode}: {body.Trim()}");
            return WebhookVerdict.Read(JsonNode.Parse(body), uid);
        }
        catch (OperationCanceledException late) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new WebhookFailure($"failed to call webhook: Post \"{target}\": context deadline exceeded", late);
        }
        catch (HttpRequestException unreachable)
        {
            throw new WebhookFailure($"failed to call webhook: Post \"{target}\": {unreachable.InnerException?.Message ?? unreachable.Message}", unreachable);
        }
        catch (JsonException broken)
        {
            throw new WebhookFailure("failed to call webhook: " + broken.Message, broken);
        }
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated)) client.Value.Dispose();
    }

    // The port is set for services alone: theirs is a name that no resolver knows.
    private (string Address, int? Port) AddressOf(JsonObject config)
    {
        if (config.Child("service") is not { } service) return (config.Text("url"), null);
        var (space, name, port) = (service.Text("namespace"), service.Text("name"), (int)(service.Number("port") ?? 443));
        var path = service.Text("path").TrimStart('/');
        var local = options.WebhookPort?.Invoke(new WebhookService(space, name, port)) ?? port;
        return ($"https://{name}.{space}.svc:{port.ToString(CultureInfo.InvariantCulture)}/{path}", local);
    }

    private HttpClient Client(string authority, int? servicePort) =>
        _clients.GetOrAdd((authority, servicePort), static key => new Lazy<HttpClient>(() => WebhookConnections.Open(key.Authority, key.ServicePort))).Value;
}
