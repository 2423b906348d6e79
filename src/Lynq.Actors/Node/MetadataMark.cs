using System.Collections.Immutable;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// Tells whether the metadata in two answers of the API server are the same but for the version: a number instead of the metadata.
/// Never 0, and good within this process only.
/// </summary>
internal static class MetadataMark
{
    public static int Of(ObjectMetadata metadata)
    {
        var mark = HashCode.Combine(metadata.Uid, metadata.Generation, metadata.DeletionTimestamp, Sum(metadata.Labels), Sum(metadata.Annotations));
        foreach (var finalizer in metadata.Finalizers ?? []) mark = HashCode.Combine(mark, finalizer);
        foreach (var owner in metadata.OwnerReferences ?? []) mark = HashCode.Combine(mark, owner);
        return mark == 0 ? 1 : mark;
    }

    // Maps have no order.
    private static int Sum(IReadOnlyDictionary<string, string>? map)
    {
        var sum = 0;
        foreach (var (key, value) in map ?? ImmutableDictionary<string, string>.Empty) sum += HashCode.Combine(key, value);
        return sum;
    }
}
