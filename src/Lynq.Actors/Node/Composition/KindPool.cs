using System.Collections.Concurrent;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Composition;

/// <summary>One set of strings per kind instead of one per resource: tens of thousands of resources share a handful of kinds.</summary>
internal static class KindPool
{
    // A hostile form may invent kinds; beyond this many they are simply not shared.
    private const int Limit = 1000;

    private static readonly ConcurrentDictionary<GroupVersionKind, GroupVersionKind> Kinds = new();

    public static GroupVersionKind Of(GroupVersionKind kind)
    {
        if (Kinds.TryGetValue(kind, out var known)) return known;
        return Kinds.Count < Limit ? Kinds.GetOrAdd(kind, kind) : kind;
    }
}
