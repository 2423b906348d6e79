using Lynq.Kubernetes;

namespace Lynq.Benchmarks.Worlds;

/// <summary>The kinds that benchmarks use.</summary>
internal static class Kinds
{
    public static readonly ApiResource Hub = new("operator.lynq.sh", "v1", "LynqHub", "lynqhubs", true);
    public static readonly ApiResource Form = new("operator.lynq.sh", "v1", "LynqForm", "lynqforms", true);
    public static readonly ApiResource Node = new("operator.lynq.sh", "v1", "LynqNode", "lynqnodes", true);
    public static readonly ApiResource Namespace = new("", "v1", "Namespace", "namespaces", false);
    public static readonly ApiResource ConfigMap = new("", "v1", "ConfigMap", "configmaps", true);
    public static readonly ApiResource Secret = new("", "v1", "Secret", "secrets", true);
    public static readonly ApiResource Service = new("", "v1", "Service", "services", true);
    public static readonly ApiResource IPAddress = new("networking.k8s.io", "v1", "IPAddress", "ipaddresses", false);
    public static readonly ApiResource Deployment = new("apps", "v1", "Deployment", "deployments", true);

    /// <summary>LynqNodes, and the kinds of the resources that forms of benchmarks have.</summary>
    public static IReadOnlyList<ApiResource> Managed { get; } = [Node, ConfigMap, Secret, Service, Deployment];
}
