using Akka.Actor;
using Lynq.Host;
using Lynq.Host.Settings;

namespace Lynq.Cluster.Settings;

/// <summary>How this replica takes part in the cluster.</summary>
internal sealed record ReplicaSettings
{
    /// <summary>Name of the actor system; the same in all replicas.</summary>
    public const string SystemName = "lynq";

    /// <summary>Where the other replicas reach this one.</summary>
    public required string Host { get; init; }

    /// <summary>Port for the other replicas; 0 for any free one.</summary>
    public required int Port { get; init; }

    /// <summary>Replicas to join; empty: found through the Lease.</summary>
    public IReadOnlyList<Address> Seeds { get; init; } = [];

    /// <summary>Folder of the certificate for connections between replicas; null for clear text.</summary>
    public string? CertificateFolder { get; init; }

    /// <summary>Where Petabridge.Cmd listens; null for nowhere.</summary>
    public BindAddress? Inspection { get; init; }

    /// <summary>Silence after which a replica counts as unreachable, and again the time before it is given up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Reads them from the process's settings.</summary>
    /// <exception cref="SettingsException">A seed is not host:port.</exception>
    public static ReplicaSettings From(OperatorSettings settings) => new()
    {
        Host = settings.TextOrNull("cluster-address") ?? (Environment.GetEnvironmentVariable("POD_IP") is { Length: > 0 } pod ? pod : "127.0.0.1"),
        Port = settings.Number("cluster-port"),
        Seeds = [.. settings.List("cluster-seeds").Select(seed => Parse(seed, settings.TextOrNull("cluster-cert-path") is not null))],
        CertificateFolder = settings.TextOrNull("cluster-cert-path"),
        Inspection = settings.Address("petabridge-cmd-bind-address"),
        Patience = TimeSpan.FromSeconds(settings.Number("cluster-patience")),
    };

    /// <summary>The address of a replica given as host:port.</summary>
    /// <param name="text">Host and port.</param>
    /// <param name="isEncrypted">Whether replicas speak TLS, which makes another protocol of it.</param>
    /// <exception cref="SettingsException">It is not host:port.</exception>
    public static Address Parse(string text, bool isEncrypted)
    {
        var colon = text.LastIndexOf(':');
        if (colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536)
            return new Address(isEncrypted ? "akka.ssl.tcp" : "akka.tcp", SystemName, text[..colon], port);
        throw new SettingsException($"--cluster-seeds: \"{text}\" is not host:port, such as lynq-0.lynq:7946");
    }
}
