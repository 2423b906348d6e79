using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Inventory;
using Lynq.Crds;

namespace Lynq.Actors.Node.Status;

/// <summary>Makes the canonical status of a node: sorted, complete, without a time that moves by itself (contract §8 step 6).</summary>
internal static class NodeStatusBuilder
{
    private const int LongestMessage = 1000;

    public static LynqNodeStatus Build(NodeView view, IReadOnlyList<Condition>? before, DateTimeOffset now)
    {
        var counted = view.Resources.Where(r => !r.Leaving).ToList();
        return new LynqNodeStatus
        {
            ObservedGeneration = view.Generation,
            DesiredResources = counted.Count,
            ReadyResources = view.Count(StepState.Ready),
            FailedResources = view.Count(StepState.Failed) + view.Count(StepState.Conflicted),
            SkippedResources = view.Count(StepState.Skipped),
            SkippedResourceIds = [.. counted.Where(r => r.State == StepState.Skipped).Select(r => r.Id).Order(StringComparer.Ordinal)],
            AppliedResources = [.. view.Resources.Where(r => r.Uid.Length > 0).Select(Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Resources = [.. view.Resources.Select(ToStatus)],
            LastFullReconcileAt = view.LastFullReconcileAt,
            Conditions = NodeConditions.Of(view, before, now),
        };
    }

    private static string Key(ResourceView view) => new InventoryEntry(view.Id, view.Kind, view.Namespace, view.Name, view.Uid).AppliedKey;

    private static ResourceStatus ToStatus(ResourceView view) => new()
    {
        Id = view.Id,
        ApiVersion = view.Kind.Kind is null ? null : NullIfEmpty(view.Kind.ApiVersion),
        Kind = NullIfEmpty(view.Kind.Kind),
        Namespace = NullIfEmpty(view.Namespace),
        Name = NullIfEmpty(view.Name),
        Uid = NullIfEmpty(view.Uid),
        State = view.State.ToString(),
        Reason = NullIfEmpty(view.Reason),
        Message = NullIfEmpty(view.Message.Length <= LongestMessage ? view.Message : view.Message[..LongestMessage]),
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
