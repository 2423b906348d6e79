using System.Net;
using Akka.Actor;
using Lynq.AkkaManagement;
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

    /// <summary>How replicas become one cluster.</summary>
    public ClusterFormation Formation { get; init; }

    /// <summary>Replicas to join; only with formation by seeds.</summary>
    public IReadOnlyList<Address> Seeds { get; init; } = [];

    /// <summary>How pods find each other; null unless that is the formation.</summary>
    public PodBootstrap? Bootstrap { get; init; }

    /// <summary>Whether a Lease decides who goes on after a split, in place of the majority.</summary>
    public bool SplitBrainByLease { get; init; }

    /// <summary>Folder of the certificate for connections between replicas; null for clear text.</summary>
    public string? CertificateFolder { get; init; }

    /// <summary>Where Petabridge.Cmd listens; null for nowhere.</summary>
    public BindAddress? Inspection { get; init; }

    /// <summary>Silence after which a replica counts as unreachable, and again the time before it is given up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// For how long a replica writes nothing after a pause: until it has noticed that nobody talks to it any more (the patience and
    /// 1.5 s), and where a Lease decides until its resolver has acted upon that, too (the patience once more).
    /// </summary>
    public TimeSpan Waking => Patience * (SplitBrainByLease ? 5 : 3);

    /// <summary>Reads them from the process's settings.</summary>
    /// <param name="settings">The process's settings.</param>
    /// <param name="podNamespace">The namespace in which the replicas run.</param>
    /// <exception cref="SettingsException">A seed is not host:port, or settings contradict one another.</exception>
    public static ReplicaSettings From(OperatorSettings settings, string podNamespace)
    {
        var formation = ClusterFormations.Of(settings);
        return new()
        {
            Host = HostOf(settings),
            Port = settings.Number("cluster-port"),
            Formation = formation,
            Bootstrap = formation == ClusterFormation.KubernetesApi ? BootstrapOf(settings, podNamespace) : null,
            SplitBrainByLease = settings.Text("cluster-split-brain") == "lease",
            Seeds = [.. settings.List("cluster-seeds").Select(seed => Parse(seed, settings.TextOrNull("cluster-cert-path") is not null))],
            CertificateFolder = settings.TextOrNull("cluster-cert-path"),
            Inspection = settings.Address("petabridge-cmd-bind-address"),
            Patience = TimeSpan.FromSeconds(settings.Number("cluster-patience")),
        };
    }

    private static string HostOf(OperatorSettings settings) =>
        settings.TextOrNull("cluster-address") ?? (Environment.GetEnvironmentVariable("POD_IP") is { Length: > 0 } pod ? pod : "127.0.0.1");

    private static PodBootstrap BootstrapOf(OperatorSettings settings, string podNamespace)
    {
        var bind = settings.Address("cluster-management-bind-address")
            ?? throw new SettingsException("--cluster-management-bind-address cannot be off with --cluster-formation=kubernetes-api: replicas ask each other there");
        return new()
        {
            Namespace = podNamespace,
            PodSelector = settings.Text("cluster-pod-selector"),
            Host = HostOf(settings),
            BindHost = (bind.Address.Equals(IPAddress.IPv6Any) ? IPAddress.Any : bind.Address).ToString(),
            Port = bind.Port,
            ContactPoints = settings.Number("cluster-contact-points"),
        };
    }

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
