using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Lynq.Kubernetes.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lynq.Kubernetes.Tests.Stub;

/// <summary>An HTTP server that answers what a test says and remembers what it was asked.</summary>
public sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubServer(WebApplication app) => _app = app;

    public ConcurrentQueue<StubRequest> Requests { get; } = new();

    public Uri Address { get; private set; } = null!;

    public static async Task<StubServer> StartAsync(Func<StubRequest, HttpContext, Task> answer, X509Certificate2? certificate = null, HttpProtocols protocols = HttpProtocols.Http1AndHttp2)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        var app = builder.Build();
        var server = new StubServer(app);
        app.Run(async context =>
        {
            var request = await StubRequest.ReadAsync(context, server.Requests.Count);
            server.Requests.Enqueue(request);
            await answer(request, context);
        });
        await app.StartAsync();
        var address = app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new(address);
        return server;
    }

    public KubernetesClient Client(KubernetesClientOptions? options = null, TimeProvider? time = null, KubernetesConfiguration? configuration = null) =>
        new(configuration ?? new() { Server = Address }, options, time);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

/// <summary>What the server was asked.</summary>
public sealed record StubRequest(int Number, string Method, string Path, string Query, string Protocol, IReadOnlyDictionary<string, string> Headers, string Body, long At)
{
    internal static async Task<StubRequest> ReadAsync(HttpContext context, int number)
    {
        using var reader = new StreamReader(context.Request.Body);
        return new(
            number,
            context.Request.Method,
            context.Request.Path,
            context.Request.QueryString.Value ?? "",
            context.Request.Protocol,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(),
            TimeProvider.System.GetTimestamp());
    }
}
