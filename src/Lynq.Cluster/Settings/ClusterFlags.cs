using Lynq.Host.Settings;

namespace Lynq.Cluster.Settings;

/// <summary>The settings that only this executable has, or has otherwise.</summary>
internal static class ClusterFlags
{
    /// <summary>All definitions, in the order in which help prints them.</summary>
    public static IReadOnlyList<FlagDefinition> All { get; } =
    [
        new("engine", FlagKind.Choice, "akka", "How several replicas share the work. akka: all of them act. embedded: one acts, elected by a Lease (--leader-elect).") { Choices = ["akka", "embedded"] },
        new("cluster-address", FlagKind.Text, "", "Host name or IP address at which the other replicas reach this one; POD_IP when empty, else 127.0.0.1."),
        new("cluster-port", FlagKind.Number, "7946", "Port for the other replicas.") { Minimum = 1, Maximum = 65535 },
        new("cluster-seeds", FlagKind.List, "", "Replicas to join, as host:port, separated by commas; the first one forms the cluster. When empty the holder of the operator's Lease forms it."),
        new("cluster-cert-path", FlagKind.Text, "", "Folder with tls.crt, tls.key and ca.crt: replicas talk under mutual TLS, with certificates of that authority; clear text when empty."),
        new("petabridge-cmd-bind-address", FlagKind.Address, "127.0.0.1:9110", "Where Petabridge.Cmd (pbm) may connect, to look in; 0 for off."),
        new("cluster-patience", FlagKind.Number, "3", "Seconds without a sign of life after which a replica counts as unreachable, and as many again before it is given up. More is safer against pauses, less heals sooner.") { Minimum = 2, Maximum = 60 },
    ];

    /// <summary>All settings of this executable: those that others have too, and its own.</summary>
    public static IReadOnlyList<FlagDefinition> Among(IReadOnlyList<FlagDefinition> common) =>
        [.. common.Where(flag => All.All(own => own.Name != flag.Name)), .. All];
}
