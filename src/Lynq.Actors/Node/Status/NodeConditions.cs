using System.Globalization;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Sharing;
using Lynq.Crds;

namespace Lynq.Actors.Node.Status;

/// <summary>The four conditions of a node with their reasons and messages (contract §13.3).</summary>
internal static class NodeConditions
{
    private const int Named = 3;
    private const int Limit = 1000;

    // Many nodes became what they are in the same second and say the same of themselves.
    private static readonly SharedValues<IReadOnlyList<Condition>> Lists = new(Limit, EqualityComparer<IReadOnlyList<Condition>>.Create(
        (a, b) => a!.SequenceEqual(b!),
        list => list.Aggregate(list.Count, (hash, condition) => HashCode.Combine(hash, condition))));

    /// <summary>The conditions; those whose status stays keep their transition time.</summary>
    public static IReadOnlyList<Condition> Of(NodeView view, IReadOnlyList<Condition>? before, DateTimeOffset now)
    {
        var (ready, degraded) = view.Fault is { } fault
            ? ((false, fault.ReadyReason, fault.Message), (true, fault.DegradedReason, fault.Message))
            : Verdicts(view);
        var conflicts = view.Count(StepState.Conflicted);
        return Lists.Of(
        [
            Make(ConditionTypes.Ready, ready.Item1, ready.Item2, ready.Item3),
            view.Progressing
                ? Make(ConditionTypes.Progressing, true, NodeReasons.Reconciling, "Changed resources are being applied")
                : Make(ConditionTypes.Progressing, false, NodeReasons.ReconcileComplete, "Nothing is being applied"),
            conflicts > 0
                ? Make(ConditionTypes.Conflicted, true, NodeReasons.ResourceConflict, Text(conflicts, "in conflict", Names(view, StepState.Conflicted)))
                : Make(ConditionTypes.Conflicted, false, NodeReasons.NoConflicts, "No resource conflicts"),
            Make(ConditionTypes.Degraded, degraded.Item1, degraded.Item2, degraded.Item3),
        ]);

        Condition Make(string type, bool status, string reason, string message)
        {
            var text = status ? ConditionStatus.True : ConditionStatus.False;
            var last = before?.FirstOrDefault(c => c.Type == type);
            var since = last is not null && last.Status == text && last.LastTransitionTime is { } time ? time : Whole(now);
            var condition = new Condition { Type = type, Status = text, Reason = reason, Message = SharedText.Of(message), ObservedGeneration = view.Generation, LastTransitionTime = since };
            // Equal to the last: that one is kept for as long as the node, this one need not be.
            return last == condition ? last : condition;
        }
    }

    /// <summary>The same conditions, held once for all nodes that have equal ones.</summary>
    public static IReadOnlyList<Condition>? Shared(IReadOnlyList<Condition>? conditions) => conditions is null
        ? null
        : Lists.Of([.. conditions.Select(c => c with { Type = SharedText.Of(c.Type), Status = SharedText.Of(c.Status), Reason = SharedText.Of(c.Reason), Message = SharedText.Of(c.Message) })]);

    private static ((bool, string, string) Ready, (bool, string, string) Degraded) Verdicts(NodeView view)
    {
        var conflicted = view.Count(StepState.Conflicted);
        var failed = view.Count(StepState.Failed);
        var desired = view.Resources.Count(r => !r.Leaving);
        var ready = view.Count(StepState.Ready);
        var waiting = string.Create(CultureInfo.InvariantCulture, $"Not all resources are ready: {ready}/{desired} ready{Suffix(Names(view, StepState.Waiting, StepState.Blocked, StepState.Skipped))}");
        if (failed > 0 && conflicted > 0)
        {
            var text = Text(failed + conflicted, "failed", Names(view, StepState.Failed, StepState.Conflicted));
            return ((false, NodeReasons.ResourcesFailedAndConflicted, text), (true, NodeReasons.ResourceFailuresAndConflicts, Degraded(text)));
        }

        if (conflicted > 0)
        {
            var text = Text(conflicted, "failed with conflicts", Names(view, StepState.Conflicted));
            return ((false, NodeReasons.ResourcesConflicted, text), (true, NodeReasons.ResourceConflicts, Degraded(text)));
        }

        if (failed > 0)
        {
            var text = Text(failed, "failed", Names(view, StepState.Failed));
            return ((false, NodeReasons.ResourcesFailed, text), (true, NodeReasons.ResourceFailures, Degraded(text)));
        }

        return ready < desired
            ? ((false, NodeReasons.NotAllResourcesReady, waiting), (true, NodeReasons.ResourcesNotReady, waiting))
            : ((true, NodeReasons.Reconciled, string.Create(CultureInfo.InvariantCulture, $"Successfully reconciled all {desired} resources")), (false, NodeReasons.Healthy, "All resources are healthy"));
    }

    private static string Degraded(string text) => "Node has " + text.Replace("resources failed", "failed resources", StringComparison.Ordinal).Replace("resource failed", "failed resource", StringComparison.Ordinal);

    private static string Text(int count, string what, string names) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} resource{(count == 1 ? "" : "s")} {what}{Suffix(names)}");

    private static string Suffix(string names) => names.Length == 0 ? "" : ": " + names;

    /// <summary>The first three as <c>id (reason)</c>, so that nobody has to read events to know what to look at.</summary>
    private static string Names(NodeView view, params ReadOnlySpan<StepState> states)
    {
        var names = new List<string>();
        var more = 0;
        foreach (var resource in view.Resources)
        {
            if (resource.Leaving || !states.Contains(resource.State)) continue;
            if (names.Count < Named) names.Add(Describe(resource));
            else more++;
        }

        var text = string.Join(", ", names);
        return more == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text} and {more} more");
    }

    private static string Describe(ResourceView resource)
    {
        var why = resource.Message.Length > 0 && resource.Message.Length <= 200 ? resource.Message : resource.Reason;
        return why.Length == 0 ? resource.Id : $"{resource.Id} ({why})";
    }

    // Kubernetes times have whole seconds: a fraction would make a written and a read-back condition differ.
    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
