using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Lynq.Host.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lynq.Host.Http;

/// <summary>
/// One listening server. Each of the operator's ports is a server of its own: what is served on one is never reachable through
/// another, whatever a request's Host header says.
/// </summary>
internal sealed class HttpEndpoint : IAsyncDisposable
{
    private readonly WebApplication _application;

    private HttpEndpoint(WebApplication application) => _application = application;

    /// <summary>Where it listens, with the port that the system chose when 0 was asked for.</summary>
    public int Port => new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <summary>Starts listening.</summary>
    /// <param name="name">What is served, for messages.</param>
    /// <param name="address">Where.</param>
    /// <param name="tls">Chooses the certificate of each handshake, or null for plain HTTP.</param>
    /// <param name="http2">Whether HTTP/2 is offered over TLS.</param>
    /// <param name="handler">Answers requests.</param>
    /// <param name="loggers">Where the server logs.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="SettingsException">The port cannot be had.</exception>
    public static async Task<HttpEndpoint> StartAsync(
        string name, BindAddress address, Func<X509Certificate2?>? tls, bool http2, RequestDelegate handler, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore();
        if (tls is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 8 << 20;
            Listen(kestrel, address, listen =>
            {
                listen.Protocols = http2 && tls is not null ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
                if (tls is not null)
                    listen.UseHttps(https => https.ServerCertificateSelector = (_, _) => tls());
            });
        });
        var application = builder.Build();
        application.Run(handler);
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await application.DisposeAsync();
            throw new SettingsException($"the {name} server cannot listen on {address}: {e.InnerException?.Message ?? e.Message}; choose another address or stop what listens there");
        }

        return new(application);
    }

    private static void Listen(KestrelServerOptions kestrel, BindAddress address, Action<ListenOptions> configure)
    {
        if (Equals(address.Address, IPAddress.IPv6Any))
            kestrel.ListenAnyIP(address.Port, configure);
        else
            kestrel.Listen(address.Address, address.Port, configure);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Requests in flight get a moment; a scrape or a probe is never worth holding a shutdown up.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
    }
}
