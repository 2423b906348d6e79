using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lynq.Scenarios.Faults;

/// <summary>Stands between an operator and an API server, over TLS: records every request and meets those it is told to with faults.</summary>
internal sealed partial class FaultProxy : IAsyncDisposable
{
    // After a break: enough to be noticed, few enough to be over soon.
    private const int BadHandshakes = 2;

    private readonly HttpClient _server;
    private readonly ProxyCertificates _certificates = new();
    private readonly ConcurrentDictionary<string, ConnectionContext> _connections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _lists = new(StringComparer.Ordinal);
    private readonly string _client;
    private CancellationTokenSource _cut = new();
    private WebApplication? _application;
    private int _badHandshakes;
    private bool _down;

    private FaultProxy(HttpClient server, ExchangeLog log, string client) => (_server, Log, _client) = (server, log, client);

    /// <summary>Decides which requests meet a fault; null lets all pass.</summary>
    public Func<Exchange, Fault?>? Decide { get; set; }

    /// <summary>Decides what becomes of each event of a watch; null lets all pass.</summary>
    public Func<Exchange, EventFault>? Disturb { get; set; }

    public ExchangeLog Log { get; }

    public IReadOnlyList<Exchange> History => Log.History;

    public Uri Address { get; private set; } = null!;

    /// <summary>Whether the server seems to be away: every connection breaks, and so do the streams that are open.</summary>
    public bool Down
    {
        get => _down;
        set
        {
            _down = value;
            if (value) CutWatches();
        }
    }

    /// <param name="server">Reaches the API server with the operator's rights; disposed with the proxy.</param>
    /// <param name="log">Where requests are noted.</param>
    /// <param name="client">The name of the operator that uses this proxy.</param>
    /// <param name="http2">Whether to speak HTTP/2, as real API servers do; else HTTP/1.1.</param>
    public static async Task<FaultProxy> StartAsync(HttpClient server, ExchangeLog? log = null, string client = "operator", bool http2 = false)
    {
        var proxy = new FaultProxy(server, log ?? new ExchangeLog(), client);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        proxy.Address = new Uri($"https://127.0.0.1:{LoopbackPorts.Free(1)[0]}");
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, proxy.Address.Port, listen => proxy.Configure(listen, http2));
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        proxy._application = builder.Build();
        proxy._application.Run(proxy.HandleAsync);
        await proxy._application.StartAsync();
        return proxy;
    }

    /// <summary>Writes a copy of a kubeconfig that leads to this proxy: with the same identity.</summary>
    public string WriteKubeconfig(string original)
    {
        var kubeconfig = YamlDocuments.Read(File.ReadAllText(original)).Single();
        kubeconfig["clusters"]![0]!["cluster"] = Json.Map(
            ("server", Address.GetLeftPart(UriPartial.Authority)),
            ("certificate-authority-data", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(_certificates.Own.ExportCertificatePem()))));
        var path = Path.Combine(Path.GetTempPath(), $"lynq-proxy-{Address.Port}.kubeconfig");
        File.WriteAllText(path, kubeconfig.ToJsonString());
        return path;
    }

    /// <summary>Breaks every stream that is open now.</summary>
    public void CutWatches()
    {
        var old = Interlocked.Exchange(ref _cut, new CancellationTokenSource());
        old.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        CutWatches();
        await _application!.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
        _server.Dispose();
        _certificates.Dispose();
        _cut.Dispose();
    }

    private void Configure(ListenOptions listen, bool http2)
    {
        listen.Protocols = http2 ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
        listen.Use(next => async connection =>
        {
            _connections[connection.ConnectionId] = connection;
            try
            {
                await next(connection);
            }
            finally
            {
                _connections.TryRemove(connection.ConnectionId, out _);
            }
        });
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificate = TakesBadHandshake() ? _certificates.Stranger : _certificates.Own,
                ApplicationProtocols = http2 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : [SslApplicationProtocol.Http11],
            }),
        });
    }

    private bool TakesBadHandshake()
    {
        if (Interlocked.Decrement(ref _badHandshakes) >= 0) return true;
        Interlocked.Increment(ref _badHandshakes);
        return false;
    }

    /// <summary>Breaks the whole connection, with everything else that is under way on it.</summary>
    private void Break(HttpContext context)
    {
        if (_connections.TryGetValue(context.Connection.Id, out var connection))
            connection.Abort(new ConnectionAbortedException("broken on purpose"));
        else
            context.Abort();
    }
}
