using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Sharing;

/// <summary>One set of strings per kind instead of one per resource: tens of thousands of resources share a handful of kinds.</summary>
internal static class SharedKinds
{
    private const int Limit = 1000;

    private static readonly SharedValues<GroupVersionKind> Kinds = new(Limit);

    public static GroupVersionKind Of(GroupVersionKind kind) => Kinds.Of(kind);
}
