using System.Net;
using Lynq.Sandbox.Faults;
using Lynq.Sandbox.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lynq.Sandbox;

/// <summary>A Kubernetes API server in this process: in memory, on 127.0.0.1, ready when <see cref="StartAsync"/> returns.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly SandboxCore _core;
    private readonly CancellationTokenSource _stopping;
    private readonly bool _ownsKubeconfig;

    private SandboxServer(WebApplication application, SandboxCore core, CancellationTokenSource stopping, Uri url, string kubeconfig, bool ownsKubeconfig)
    {
        _application = application;
        _core = core;
        _stopping = stopping;
        _ownsKubeconfig = ownsKubeconfig;
        Url = url;
        KubeconfigPath = kubeconfig;
    }

    /// <summary>The server's address, such as http://127.0.0.1:41234/.</summary>
    public Uri Url { get; }

    /// <summary>A kubeconfig file for kubectl and for clients.</summary>
    public string KubeconfigPath { get; }

    /// <summary>The bearer token of the kubeconfig's user.</summary>
    public string Token => SandboxCore.AdminToken;

    /// <summary>The certificate authority as PEM; null over plain HTTP.</summary>
    public string? CertificateAuthority => _core.AuthorityPem;

    /// <summary>All requests, counted and recorded.</summary>
    public RequestLog Requests => _core.Requests;

    /// <summary>Faults that requests shall meet.</summary>
    public FaultInjector Faults => _core.Faults;

    /// <summary>The node simulator; null when the options have none.</summary>
    public Simulation.NodeSimulator? Simulator => _core.Simulator;

    /// <summary>The newest resourceVersion.</summary>
    public long ResourceVersion => _core.Store.Version;

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ArgumentException">A document of <see cref="SandboxOptions.Crds"/> is no valid CustomResourceDefinition.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new SandboxOptions();
        var stopping = new CancellationTokenSource();
        options = options with { Stopping = stopping.Token };
        var certificates = options.Tls ? ServerCertificates.Make(options.Time) : null;
        var application = Build(options, certificates);
        var core = new SandboxCore(options, certificates?.AuthorityPem, application.Services.GetRequiredService<ILoggerFactory>());
        try
        {
            await core.StartAsync(cancellation);
            application.Run(core.Handler.HandleAsync);
            await application.StartAsync(cancellation);
        }
        catch
        {
            await stopping.CancelAsync();
            await application.DisposeAsync();
            throw;
        }

        var url = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var path = options.KubeconfigPath ?? Path.Combine(Path.GetTempPath(), $"lynq-sandbox-{url.Port}-{Environment.ProcessId}.kubeconfig");
        await File.WriteAllTextAsync(path, Kubeconfig.Render(url, certificates?.AuthorityPem, SandboxCore.AdminToken), cancellation);
        return new SandboxServer(application, core, stopping, url, path, options.KubeconfigPath is null);
    }

    /// <summary>Forgets the history up to now: watches and continue tokens from before get 410.</summary>
    public void Compact() => _core.Store.Compact(_core.Store.Version);

    /// <summary>Ends open watches and stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _core.DisposeAsync();
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
        if (_ownsKubeconfig) File.Delete(KubeconfigPath);
        _stopping.Dispose();
    }

    private static WebApplication Build(SandboxOptions options, ServerCertificates? certificates)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                if (certificates is null)
                {
                    listen.Protocols = HttpProtocols.Http1;
                    return;
                }

                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificates.Server);
            });
        });
        if (certificates is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        return builder.Build();
    }
}
