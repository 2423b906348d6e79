namespace Lynq.Crds;

/// <summary>One of the sixteen arrays, with the apiVersion and kind that its items have when they name neither (contract §1.2, §26).</summary>
public sealed class ResourceArray
{
    private readonly Func<ResourceSet, IReadOnlyList<ResourceTemplate>?> _read;
    private readonly Func<ResourceSet, IReadOnlyList<ResourceTemplate>?, ResourceSet> _write;

    private ResourceArray(
        string name,
        string? apiVersion,
        string? kind,
        Func<ResourceSet, IReadOnlyList<ResourceTemplate>?> read,
        Func<ResourceSet, IReadOnlyList<ResourceTemplate>?, ResourceSet> write)
    {
        Name = name;
        ImpliedApiVersion = apiVersion;
        ImpliedKind = kind;
        _read = read;
        _write = write;
    }

    /// <summary>All arrays in the contract's order.</summary>
    public static IReadOnlyList<ResourceArray> All { get; } =
    [
        new("serviceAccounts", "v1", "ServiceAccount", s => s.ServiceAccounts, (s, items) => s with { ServiceAccounts = items }),
        new("deployments", "apps/v1", "Deployment", s => s.Deployments, (s, items) => s with { Deployments = items }),
        new("statefulSets", "apps/v1", "StatefulSet", s => s.StatefulSets, (s, items) => s with { StatefulSets = items }),
        new("daemonSets", "apps/v1", "DaemonSet", s => s.DaemonSets, (s, items) => s with { DaemonSets = items }),
        new("services", "v1", "Service", s => s.Services, (s, items) => s with { Services = items }),
        new("ingresses", "networking.k8s.io/v1", "Ingress", s => s.Ingresses, (s, items) => s with { Ingresses = items }),
        new("configMaps", "v1", "ConfigMap", s => s.ConfigMaps, (s, items) => s with { ConfigMaps = items }),
        new("secrets", "v1", "Secret", s => s.Secrets, (s, items) => s with { Secrets = items }),
        new("persistentVolumeClaims", "v1", "PersistentVolumeClaim", s => s.PersistentVolumeClaims, (s, items) => s with { PersistentVolumeClaims = items }),
        new("jobs", "batch/v1", "Job", s => s.Jobs, (s, items) => s with { Jobs = items }),
        new("cronJobs", "batch/v1", "CronJob", s => s.CronJobs, (s, items) => s with { CronJobs = items }),
        new("podDisruptionBudgets", "policy/v1", "PodDisruptionBudget", s => s.PodDisruptionBudgets, (s, items) => s with { PodDisruptionBudgets = items }),
        new("networkPolicies", "networking.k8s.io/v1", "NetworkPolicy", s => s.NetworkPolicies, (s, items) => s with { NetworkPolicies = items }),
        new("horizontalPodAutoscalers", "autoscaling/v2", "HorizontalPodAutoscaler", s => s.HorizontalPodAutoscalers, (s, items) => s with { HorizontalPodAutoscalers = items }),
        new("namespaces", "v1", "Namespace", s => s.Namespaces, (s, items) => s with { Namespaces = items }),
        new("manifests", null, null, s => s.Manifests, (s, items) => s with { Manifests = items }),
    ];

    /// <summary>JSON name of the array.</summary>
    public string Name { get; }

    /// <summary>apiVersion of an item that names neither apiVersion nor kind; null for manifests.</summary>
    public string? ImpliedApiVersion { get; }

    /// <summary>Kind of an item that names neither apiVersion nor kind; null for manifests.</summary>
    public string? ImpliedKind { get; }

    /// <summary>The items of this array in a form's or node's spec; null when the array is absent.</summary>
    public IReadOnlyList<ResourceTemplate>? Of(ResourceSet set) => _read(set);

    /// <summary>A copy of the spec with this array replaced.</summary>
    public TSet With<TSet>(TSet set, IReadOnlyList<ResourceTemplate>? items)
        where TSet : ResourceSet => (TSet)_write(set, items);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
