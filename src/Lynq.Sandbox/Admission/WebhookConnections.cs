using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Lynq.Sandbox.Admission;

/// <summary>Makes the HTTP clients of webhooks: which authority they trust and where they connect to.</summary>
internal static class WebhookConnections
{
    /// <summary>A client that trusts the certificates of a base64 PEM bundle (empty: the system's) and, given a port, connects to it on 127.0.0.1.</summary>
    /// <exception cref="WebhookFailure">The bundle cannot be read.</exception>
    public static HttpClient Open(string authority, int? port)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) };
        if (authority.Length > 0) handler.SslOptions.CertificateChainPolicy = Trust(authority);
        if (port is { } local)
        {
            handler.ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, local), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        }

        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static X509ChainPolicy Trust(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(authority)));
        }
        catch (Exception broken) when (broken is FormatException or CryptographicException)
        {
            throw new WebhookFailure("failed to call webhook: unable to load root certificates: " + broken.Message, broken);
        }

        return policy;
    }
}
