using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Lynq.Host.Tests.Telemetry;

/// <summary>An OpenTelemetry collector that keeps what it is sent, over HTTP or over gRPC.</summary>
internal sealed class TinyCollector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentBag<(string Path, string ContentType, byte[] Body)> _received = [];

    private readonly bool _grpc;

    private TinyCollector(WebApplication application, bool grpc) => (_application, _grpc) = (application, grpc);

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="grpc">Whether it speaks gRPC, over HTTP/2 without TLS; else protobuf over HTTP/1.1.</param>
    public static async Task<TinyCollector> StartAsync(bool grpc = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var collector = new TinyCollector(builder.Build(), grpc);
        collector._application.Run(collector.ReceiveAsync);
        await collector._application.StartAsync();
        return collector;
    }

    /// <summary>Whether a text, in the strings of the protocol's messages, has arrived at a path.</summary>
    public bool Has(string path, string text) =>
        _received.Any(r => r.Path == path && r.ContentType == ContentType && r.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>Which paths were called.</summary>
    public IReadOnlyCollection<string> Paths => [.. _received.Select(r => r.Path).Distinct()];

    private string ContentType => _grpc ? "application/grpc" : "application/x-protobuf";

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Add((context.Request.Path.Value!, context.Request.ContentType ?? "", body.ToArray()));
        context.Response.ContentType = ContentType;
        if (!_grpc)
            return;
        // An empty message, uncompressed, and the verdict after it.
        await context.Response.Body.WriteAsync(new byte[5]);
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
