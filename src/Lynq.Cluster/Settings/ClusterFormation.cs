namespace Lynq.Cluster.Settings;

/// <summary>How replicas become one cluster.</summary>
internal enum ClusterFormation
{
    /// <summary>The holder of the operator's Lease forms it and writes down where it can be joined.</summary>
    Lease,

    /// <summary>The first of the replicas that are named forms it.</summary>
    Seeds,

    /// <summary>Akka.Management: pods find each other through the Kubernetes API and agree who forms it.</summary>
    KubernetesApi,
}
