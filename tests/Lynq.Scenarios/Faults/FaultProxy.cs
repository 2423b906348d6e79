using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lynq.Scenarios.Faults;

/// <summary>Stands between the operator and an API server: records every request and meets those it is told to with faults.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private static readonly HashSet<string> Hop = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Transfer-Encoding", "Host", "Keep-Alive", "Upgrade" };
    private readonly HttpClient _server;
    private readonly Lock _gate = new();
    private readonly List<Exchange> _history = [];
    private WebApplication? _application;

    private FaultProxy(Uri server) => _server = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Decides which requests meet a fault; null lets all pass.</summary>
    public Func<Exchange, Fault?>? Decide { get; set; }

    /// <summary>How long a stalled request is kept.</summary>
    public TimeSpan StallTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Whether the server seems to be away.</summary>
    public bool Down { get; set; }

    public IReadOnlyList<Exchange> History
    {
        get
        {
            lock (_gate) return [.. _history];
        }
    }

    public Uri Address { get; private set; } = null!;

    public static async Task<FaultProxy> StartAsync(Uri server)
    {
        var proxy = new FaultProxy(server);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        proxy.Address = new Uri($"http://127.0.0.1:{LoopbackPorts.Free(1)[0]}");
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, proxy.Address.Port));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        proxy._application = builder.Build();
        proxy._application.Run(proxy.HandleAsync);
        await proxy._application.StartAsync();
        return proxy;
    }

    /// <summary>A copy of a kubeconfig that leads to this proxy.</summary>
    public string KubeconfigOf(string original, Uri server)
    {
        var path = Path.Combine(Path.GetTempPath(), $"lynq-proxy-{Address.Port}.kubeconfig");
        File.WriteAllText(path, File.ReadAllText(original).Replace(server.ToString().TrimEnd('/'), Address.ToString().TrimEnd('/'), StringComparison.Ordinal));
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await _application!.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
        _server.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var exchange = Record(context.Request, body);
        if (Down)
        {
            context.Abort();
            return;
        }

        try
        {
            await (exchange.Fault?.Kind switch
            {
                FaultKind.Answer => AnswerAsync(context, exchange.Fault.Code),
                FaultKind.Reset => AbortAsync(context, TimeSpan.Zero),
                FaultKind.Stall => AbortAsync(context, StallTime),
                _ => ForwardAsync(context, exchange),
            });
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            context.Abort();
        }
    }

    private Exchange Record(HttpRequest request, string body)
    {
        lock (_gate)
        {
            var exchange = Exchange.Of(_history.Count + 1, request.Method, request.Path.Value!, request.Query.ContainsKey("watch"), request.ContentType, body);
            exchange.Fault = Decide?.Invoke(exchange);
            _history.Add(exchange);
            return exchange;
        }
    }

    private static async Task AnswerAsync(HttpContext context, int code)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        if (code == 429) context.Response.Headers.RetryAfter = "1";
        var reason = code switch { 409 => "Conflict", 410 => "Expired", 422 => "Invalid", 429 => "TooManyRequests", 503 => "ServiceUnavailable", 504 => "Timeout", _ => "InternalError" };
        await context.Response.WriteAsync($$"""{"kind":"Status","apiVersion":"v1","status":"Failure","code":{{code}},"reason":"{{reason}}","message":"injected"}""", context.RequestAborted);
    }

    private static async Task AbortAsync(HttpContext context, TimeSpan after)
    {
        await Task.Delay(after, context.RequestAborted);
        context.Abort();
    }

    private async Task ForwardAsync(HttpContext context, Exchange exchange)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(context.Request.GetEncodedPathAndQuery(), UriKind.Relative));
        if (exchange.Body.Length > 0)
        {
            request.Content = new StringContent(exchange.Body);
            request.Content.Headers.Remove("Content-Type");
        }

        foreach (var (name, values) in context.Request.Headers.Where(header => !Hop.Contains(header.Key) && header.Key is not ("Content-Length" or "Accept-Encoding")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        // A write goes through even when the client has gone: that is what makes lost answers hard.
        using var response = await _server.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, exchange.Writes ? CancellationToken.None : context.RequestAborted);
        exchange.Status = (int)response.StatusCode;
        if (exchange.Fault?.Kind == FaultKind.LostAnswer)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => !Hop.Contains(header.Key) && header.Key != "Content-Length"))
            context.Response.Headers[name] = values.ToArray();
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        await using var answer = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        await CopyAsync(answer, context, exchange);
    }

    private async Task CopyAsync(Stream answer, HttpContext context, Exchange exchange)
    {
        var buffer = new byte[16384];
        var limit = exchange.Fault?.Kind == FaultKind.Truncate ? 40 : int.MaxValue;
        await context.Response.StartAsync(context.RequestAborted);
        while (!Down && await answer.ReadAsync(buffer, context.RequestAborted) is > 0 and var count)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, Math.Min(count, limit)), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (count >= limit)
            {
                context.Abort();
                return;
            }
        }
    }
}
