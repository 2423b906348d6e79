using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Lynq.Host.Tests.Telemetry;

/// <summary>An OpenTelemetry collector over HTTP that keeps what it is sent.</summary>
internal sealed class TinyCollector : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentBag<(string Path, string ContentType, byte[] Body)> _received = [];

    private TinyCollector(WebApplication application) => _application = application;

    public Uri Address => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<TinyCollector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new TinyCollector(builder.Build());
        collector._application.Run(collector.ReceiveAsync);
        await collector._application.StartAsync();
        return collector;
    }

    /// <summary>Whether a text, in the strings of the protocol's messages, has arrived at a path.</summary>
    public bool Has(string path, string text) =>
        _received.Any(r => r.Path == path && r.ContentType == "application/x-protobuf" && r.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>Which paths were called.</summary>
    public IReadOnlyCollection<string> Paths => [.. _received.Select(r => r.Path).Distinct()];

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Add((context.Request.Path.Value!, context.Request.ContentType ?? "", body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
    }
}
