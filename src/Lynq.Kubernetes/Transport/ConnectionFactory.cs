using System.Net;
using System.Net.Security;
using Lynq.Kubernetes.Configuration;

namespace Lynq.Kubernetes.Transport;

/// <summary>Makes the handler that holds the connections.</summary>
internal static class ConnectionFactory
{
    public static SocketsHttpHandler Create(KubernetesConfiguration configuration, KubernetesClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // Bodies are small, most often: unpacking costs more than it saves, and the API server packs only large ones.
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            // Connections are renewed so that rotated certificates and new API servers behind one address come into use.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = 1 << 20,
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            ActivityHeadersPropagator = null,
        };
        if (configuration.Proxy is { } proxy)
            handler.Proxy = new WebProxy(proxy) { Credentials = ProxyCredentials(proxy) };
        if (configuration.Server.Scheme == Uri.UriSchemeHttps)
            handler.SslOptions = Tls(configuration, options);
        return handler;
    }

    private static SslClientAuthenticationOptions Tls(KubernetesConfiguration configuration, KubernetesClientOptions options)
    {
        var tls = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = new ServerCertificateCheck(configuration).Accept,
            LocalCertificateSelectionCallback = (_, _, _, _, _) => configuration.Credential.Certificate!,
        };
        if (configuration.TlsServerName is { } name)
            tls.TargetHost = name;
        if (options.HttpVersions == HttpVersions.Http11)
            tls.ApplicationProtocols = [SslApplicationProtocol.Http11];
        return tls;
    }

    private static NetworkCredential? ProxyCredentials(Uri proxy)
    {
        if (proxy.UserInfo.Length == 0)
            return null;
        var parts = proxy.UserInfo.Split(':', 2);
        return new(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }
}
