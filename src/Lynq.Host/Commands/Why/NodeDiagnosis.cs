using System.Text.Json.Nodes;
using Lynq.Crds;

namespace Lynq.Host.Commands.Why;

/// <summary>One resource of a node with what it waits for.</summary>
/// <param name="Status">Its state as the operator reports it.</param>
/// <param name="DependIds">Ids of what must be ready first.</param>
/// <param name="Events">The newest events on its object, newest first.</param>
internal sealed record ResourceDiagnosis(ResourceStatus Status, IReadOnlyList<string> DependIds, IReadOnlyList<string> Events)
{
    /// <summary>Whether all is well with it.</summary>
    public bool IsReady => Status.State == ResourceStates.Ready;
}

/// <summary>Why a node is not ready: a plain view of its status, its dependencies and its events.</summary>
internal sealed record NodeDiagnosis(LynqNode Node, IReadOnlyList<ResourceDiagnosis> Resources, IReadOnlyList<string> Events)
{
    /// <summary>Whether the node is ready.</summary>
    public bool IsReady => Node.Status?.Conditions.IsTrue(ConditionTypes.Ready) is true;

    /// <summary>Puts status, form order and events together.</summary>
    /// <param name="node">The node.</param>
    /// <param name="events">The newest events by kind and name of their object, newest first.</param>
    public static NodeDiagnosis Of(LynqNode node, ILookup<(string Kind, string Name), string> events)
    {
        var known = (node.Status?.Resources ?? []).ToDictionary(r => r.Id, StringComparer.Ordinal);
        var resources = node.Spec.AllResources().Select(placed =>
        {
            var status = known.GetValueOrDefault(placed.Resource.Id)
                ?? new ResourceStatus { Id = placed.Resource.Id, Kind = placed.Array.ImpliedKind, State = ResourceStates.Waiting, Reason = "NotSeenYet" };
            return new ResourceDiagnosis(status, placed.Resource.DependIds ?? [], [.. events[(status.Kind ?? "", status.Name ?? "")]]);
        });
        return new(node, [.. resources], [.. events[(LynqApi.NodeKind, node.Metadata.Name ?? "")]]);
    }

    /// <summary>The tree as text: causes first, what they hold up below them.</summary>
    public IEnumerable<string> Lines()
    {
        var ready = Node.Status?.Conditions.Find(ConditionTypes.Ready);
        yield return $"{(IsReady ? "✓" : "✗")} LynqNode {Node.Metadata.Name}: {ready?.Reason ?? "not reconciled yet"}{Colon(ready?.Message)} ({Node.Status?.ReadyResources ?? 0} of {Resources.Count} resources ready)";
        foreach (var condition in (Node.Status?.Conditions ?? []).Where(c => c.Type != ConditionTypes.Ready && c.Status == ConditionStatus.True))
            yield return $"  {condition.Type}: {condition.Reason}{Colon(condition.Message)}";
        foreach (var line in Events)
            yield return $"  event: {line}";
        var roots = Resources.Where(r => !r.IsReady && Blockers(r).Count == 0).ToList();
        foreach (var line in Branches(roots, "", []))
            yield return line;
        var done = Resources.Where(r => r.IsReady).Select(r => r.Status.Id).ToList();
        if (done.Count > 0 && !IsReady)
            yield return $"  ready: {string.Join(", ", done)}";
    }

    /// <summary>As a program reads it.</summary>
    public JsonObject ToJson() => new()
    {
        ["namespace"] = Node.Metadata.Namespace,
        ["node"] = Node.Metadata.Name,
        ["ready"] = IsReady,
        ["reason"] = Node.Status?.Conditions.Find(ConditionTypes.Ready)?.Reason,
        ["message"] = Node.Status?.Conditions.Find(ConditionTypes.Ready)?.Message,
        ["events"] = Texts(Events),
        ["resources"] = new JsonArray([.. Resources.Select(r => new JsonObject
        {
            ["id"] = r.Status.Id,
            ["kind"] = r.Status.Kind,
            ["namespace"] = r.Status.Namespace,
            ["name"] = r.Status.Name,
            ["state"] = r.Status.State,
            ["reason"] = r.Status.Reason,
            ["message"] = r.Status.Message,
            ["waitsFor"] = Texts(Blockers(r)),
            ["events"] = Texts(r.Events),
        })]),
    };

    private IEnumerable<string> Branches(IReadOnlyList<ResourceDiagnosis> level, string indent, HashSet<string> seen)
    {
        for (var i = 0; i < level.Count; i++)
        {
            var (resource, last) = (level[i], i == level.Count - 1);
            var status = resource.Status;
            yield return $"{indent}{(last ? "└─" : "├─")} {status.Id}: {status.Kind} {status.Name} {status.State}{(string.IsNullOrEmpty(status.Reason) ? "" : $" ({status.Reason})")}{Colon(status.Message)}";
            var below = indent + (last ? "   " : "│  ");
            foreach (var line in resource.Events)
                yield return $"{below}event: {line}";
            if (!seen.Add(status.Id))
                continue;
            var held = Resources.Where(r => Blockers(r).Contains(status.Id, StringComparer.Ordinal) && Blockers(r)[0] == status.Id).ToList();
            foreach (var line in Branches(held, below, seen))
                yield return line;
        }
    }

    private List<string> Blockers(ResourceDiagnosis resource) => resource.IsReady
        ? []
        : [.. resource.DependIds.Where(id => Resources.Any(r => r.Status.Id == id && !r.IsReady))];

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);

    private static string Colon(string? text) => string.IsNullOrEmpty(text) ? "" : $": {text}";
}
