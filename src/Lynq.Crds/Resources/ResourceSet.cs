namespace Lynq.Crds;

/// <summary>The resource arrays that forms and nodes share, in the order in which they are processed.</summary>
public abstract record ResourceSet : OpenRecord
{
    /// <summary>Resources of kind ServiceAccount.</summary>
    public IReadOnlyList<ResourceTemplate>? ServiceAccounts { get; init; }

    /// <summary>Resources of kind Deployment.</summary>
    public IReadOnlyList<ResourceTemplate>? Deployments { get; init; }

    /// <summary>Resources of kind StatefulSet.</summary>
    public IReadOnlyList<ResourceTemplate>? StatefulSets { get; init; }

    /// <summary>Resources of kind DaemonSet.</summary>
    public IReadOnlyList<ResourceTemplate>? DaemonSets { get; init; }

    /// <summary>Resources of kind Service.</summary>
    public IReadOnlyList<ResourceTemplate>? Services { get; init; }

    /// <summary>Resources of kind Ingress.</summary>
    public IReadOnlyList<ResourceTemplate>? Ingresses { get; init; }

    /// <summary>Resources of kind ConfigMap.</summary>
    public IReadOnlyList<ResourceTemplate>? ConfigMaps { get; init; }

    /// <summary>Resources of kind Secret.</summary>
    public IReadOnlyList<ResourceTemplate>? Secrets { get; init; }

    /// <summary>Resources of kind PersistentVolumeClaim.</summary>
    public IReadOnlyList<ResourceTemplate>? PersistentVolumeClaims { get; init; }

    /// <summary>Resources of kind Job.</summary>
    public IReadOnlyList<ResourceTemplate>? Jobs { get; init; }

    /// <summary>Resources of kind CronJob.</summary>
    public IReadOnlyList<ResourceTemplate>? CronJobs { get; init; }

    /// <summary>Resources of kind PodDisruptionBudget.</summary>
    public IReadOnlyList<ResourceTemplate>? PodDisruptionBudgets { get; init; }

    /// <summary>Resources of kind NetworkPolicy.</summary>
    public IReadOnlyList<ResourceTemplate>? NetworkPolicies { get; init; }

    /// <summary>Resources of kind HorizontalPodAutoscaler.</summary>
    public IReadOnlyList<ResourceTemplate>? HorizontalPodAutoscalers { get; init; }

    /// <summary>Resources of kind Namespace.</summary>
    public IReadOnlyList<ResourceTemplate>? Namespaces { get; init; }

    /// <summary>Resources of any other kind.</summary>
    public IReadOnlyList<ResourceTemplate>? Manifests { get; init; }

    /// <summary>Every resource with the array it sits in, array by array.</summary>
    public IEnumerable<PlacedResource> AllResources()
    {
        // Walked several times for each node, while most arrays are absent: no query over them.
        foreach (var array in ResourceArray.All)
        {
            foreach (var resource in array.Of(this) ?? [])
            {
                yield return new PlacedResource(array, resource);
            }
        }
    }
}

/// <summary>A resource and the array it sits in.</summary>
public readonly record struct PlacedResource(ResourceArray Array, ResourceTemplate Resource);
