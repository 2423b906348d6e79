namespace Lynq.Crds;

/// <summary>Standard object metadata.</summary>
public sealed record ObjectMeta : OpenRecord
{
    /// <summary>Name, unique within its namespace and kind.</summary>
    public string? Name { get; init; }

    /// <summary>Prefix from which the server makes a name when none is given.</summary>
    public string? GenerateName { get; init; }

    /// <summary>Namespace; absent on cluster-scoped objects.</summary>
    public string? Namespace { get; init; }

    /// <summary>Identity of this very object, never used again after its deletion.</summary>
    public string? Uid { get; init; }

    /// <summary>Opaque version for optimistic concurrency and watches.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Counts changes of the desired state; set by the server.</summary>
    public long? Generation { get; init; }

    /// <summary>When the server created the object.</summary>
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When deletion was asked for; the object goes once its finalizers are gone.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Seconds granted for graceful deletion.</summary>
    public long? DeletionGracePeriodSeconds { get; init; }

    /// <summary>Labels for selection.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Objects this one depends on for garbage collection.</summary>
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

    /// <summary>Keys that must be removed before the object can go.</summary>
    public IReadOnlyList<string>? Finalizers { get; init; }

    /// <summary>Which manager owns which fields.</summary>
    public IReadOnlyList<ManagedFieldsEntry>? ManagedFields { get; init; }

    /// <summary>The label's value, or null.</summary>
    public string? Label(string key) => Labels is not null && Labels.TryGetValue(key, out var value) ? value : null;

    /// <summary>The annotation's value, or null.</summary>
    public string? Annotation(string key) =>
        Annotations is not null && Annotations.TryGetValue(key, out var value) ? value : null;

    /// <summary>True when the object carries this finalizer.</summary>
    public bool HasFinalizer(string finalizer) => Finalizers is not null && Finalizers.Contains(finalizer, StringComparer.Ordinal);

    /// <summary>The owner reference that is marked as controller, or null.</summary>
    public OwnerReference? Controller() => OwnerReferences?.FirstOrDefault(o => o.Controller is true);
}
