using Lynq.Actors.Node.Composition;
using Lynq.Actors.Node.Graph;
using Lynq.Crds;

namespace Lynq.Actors.Node;

/// <summary>What people are told of the trouble of one resource (contract §14); empty when it has none.</summary>
/// <param name="Reason">Why, as status has it.</param>
/// <param name="Message">The event's text.</param>
internal readonly record struct Announcement(string Reason, string Message)
{
    /// <summary>Tells one announcement from another.</summary>
    public string Key => Reason + Message;

    /// <param name="plan">The resource.</param>
    /// <param name="reason">Why it is where it is.</param>
    /// <param name="message">The same in words.</param>
    /// <param name="verdict">Where it stands.</param>
    /// <param name="cause">Id of the dependency that decided; empty for none.</param>
    public static Announcement Of(ResourcePlan plan, string reason, string message, StepVerdict verdict, string cause) => verdict switch
    {
        { State: StepState.Skipped } => new(EventReasons.DependencySkipped, $"Resource {plan.Id} skipped: dependency {cause} failed"),
        { State: StepState.Failed or StepState.Conflicted } => new(reason, Describe(plan, reason, message)),
        { DespiteFailure: true } => new(EventReasons.DependencyFailedButProceeding, $"Resource {plan.Id} applied although dependency {cause} failed"),
        _ => new("", ""),
    };

    /// <summary>
    /// Takes what the status says for told: trouble that stands is no news after a restart, and to try again what failed before is no
    /// new change.
    /// </summary>
    public static void Recall(NodeState state, IReadOnlyList<ResourceStatus> last)
    {
        if (state.Graph is not { } graph || !last.Any(r => r.State is ResourceStates.Failed or ResourceStates.Conflicted)) return;
        var before = state.Slots.Select(slot => last.FirstOrDefault(r => r.Id == slot.Plan.Id)).ToList();
        var verdicts = DependencyWalk.Evaluate(graph, [.. state.Slots.Select((slot, i) => new Step(OwnOf(before[i]?.State), slot.Plan.Policies.SkipOnDependencyFailure))]);
        for (var i = 0; i < verdicts.Length; i++)
        {
            var slot = state.Slots[i];
            var cause = verdicts[i].Cause < 0 ? "" : state.Slots[verdicts[i].Cause].Plan.Id;
            slot.Announced = Of(slot.Plan, before[i]?.Reason ?? "", before[i]?.Message ?? "", verdicts[i], cause).Key;
            if (verdicts[i].State is StepState.Failed or StepState.Conflicted) slot.Failures = 1;
        }
    }

    private static OwnState OwnOf(string? state) => state switch
    {
        ResourceStates.Ready => OwnState.Ready,
        ResourceStates.Failed => OwnState.Failed,
        ResourceStates.Conflicted => OwnState.Conflicted,
        ResourceStates.Waiting => OwnState.NotReady,
        _ => OwnState.ToApply,
    };

    private static string Describe(ResourcePlan plan, string reason, string message) => reason switch
    {
        EventReasons.ResourceConflict => message,
        EventReasons.TemplateRenderError => $"Resource {plan.Id} could not be rendered: {message}",
        EventReasons.ReadinessTimeout => $"Resource {plan.Id} {message}",
        _ => $"Resource {plan.Id} ({plan.Kind.Kind} {plan.Place}) failed: {message}",
    };
}
