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
        new("cluster-formation", FlagKind.Choice, "auto", "How replicas become one cluster. lease: the holder of the operator's Lease forms it. seeds: the first of --cluster-seeds does. kubernetes-api: Akka.Management; pods find each other by label. auto: seeds when they are named, else lease.") { Choices = ["auto", "lease", "seeds", "kubernetes-api"] },
        new("cluster-seeds", FlagKind.List, "", "Replicas to join, as host:port, separated by commas; the first one forms the cluster."),
        new("cluster-management-bind-address", FlagKind.Address, "127.0.0.1:8558", "Where Akka.Management listens with --cluster-formation=kubernetes-api; for replicas in pods the pod's address, and the same port in all."),
        new("cluster-pod-selector", FlagKind.Text, "app.kubernetes.io/name=lynq,control-plane=controller-manager", "Labels by which --cluster-formation=kubernetes-api finds the pods of all replicas, in the operator's namespace."),
        new("cluster-contact-points", FlagKind.Number, "2", "How many replicas must have found each other before --cluster-formation=kubernetes-api forms a new cluster: more than half of them.") { Minimum = 1, Maximum = 100 },
        new("cluster-split-brain", FlagKind.Choice, "keep-majority", "Who goes on when replicas lose sight of each other. keep-majority: those who are more. lease: those who get a Lease of their own, which also lets one of two go on.") { Choices = ["keep-majority", "lease"] },
        new("cluster-cert-path", FlagKind.Text, "", "Folder with tls.crt, tls.key and ca.crt: replicas talk under mutual TLS, with certificates of that authority; clear text when empty."),
        new("petabridge-cmd-bind-address", FlagKind.Address, "127.0.0.1:9110", "Where Petabridge.Cmd (pbm) may connect, to look in; 0 for off."),
        new("cluster-patience", FlagKind.Number, "3", "Seconds without a sign of life after which a replica counts as unreachable, and as many again before it is given up. More is safer against pauses, less heals sooner.") { Minimum = 2, Maximum = 60 },
    ];

    /// <summary>All settings of this executable: those that others have too, and its own.</summary>
    public static IReadOnlyList<FlagDefinition> Among(IReadOnlyList<FlagDefinition> common) =>
        [.. common.Where(flag => All.All(own => own.Name != flag.Name)), .. All];
}
