using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Kubernetes.Configuration;

/// <summary>The configuration that a pod finds around itself: addresses in the environment, token and authority in files that rotate.</summary>
internal static class InCluster
{
    public const string ServiceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount";

    public static bool IsHere =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST")) && File.Exists(Path.Combine(ServiceAccountDirectory, "token"));

    public static KubernetesConfiguration Load(string directory, TimeProvider time)
    {
        var host = Variable("KUBERNETES_SERVICE_HOST");
        var port = Variable("KUBERNETES_SERVICE_PORT");
        var namespaceFile = Path.Combine(directory, "namespace");
        // An IPv6 address needs brackets in an address line.
        var server = host.Contains(':', StringComparison.Ordinal) ? $"https://[{host}]:{port}" : $"https://{host}:{port}";
        return new()
        {
            Server = new(server),
            Namespace = File.Exists(namespaceFile) ? File.ReadAllText(namespaceFile).Trim() : "default",
            Origin = "the pod's service account",
            Authorities = new RotatingAuthorities(Path.Combine(directory, "ca.crt"), time).Current,
            Credential = new TokenFileCredential(Path.Combine(directory, "token"), certificate: null, time),
        };
    }

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : throw new ConfigurationException($"not in a pod: the environment variable {name} is not set");
}

/// <summary>Certificates of a file that may be replaced; read again when a handshake comes a minute or more after the last reading.</summary>
internal sealed class RotatingAuthorities(string file, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private X509Certificate2Collection? _held;
    private long _readAt;

    public X509Certificate2Collection Current()
    {
        lock (_lock)
        {
            if (_held is not null && time.GetElapsedTime(_readAt) < Freshness)
                return _held;
            try
            {
                var fresh = new X509Certificate2Collection();
                fresh.ImportFromPemFile(file);
                (_held, _readAt) = (fresh, time.GetTimestamp());
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
            {
                // Half-written while it rotates: the last ones are still good.
                if (_held is null)
                    throw new ConfigurationException($"the authority file {file} cannot be read: {e.Message}", e);
            }

            return _held;
        }
    }
}
