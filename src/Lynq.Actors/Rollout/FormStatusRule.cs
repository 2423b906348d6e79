using System.Text.Json;
using Lynq.Crds;
using Lynq.Crds.Validation;

namespace Lynq.Actors.Rollout;

/// <summary>The status of a form as its rollout's state has it (contract §7, §12, §13.2).</summary>
internal static class FormStatusRule
{
    /// <summary>What is wrong with the form, its hub included.</summary>
    public static IReadOnlyList<Problem> Problems(RolloutState state) => state.HubExists || state.Form is null
        ? state.Errors
        : [new Problem(
            ProblemKind.HubNotFound,
            "spec.hubId",
            $"hub '{state.Form.Spec.HubId}' not found in namespace '{state.Form.Metadata.Namespace}'"), .. state.Errors];

    /// <summary>The status to show.</summary>
    public static LynqFormStatus Of(RolloutState state, DateTimeOffset now)
    {
        var form = state.Form!;
        var problems = Problems(state);
        var ready = state.Nodes.Values.Count(n => n.Ready);
        return new LynqFormStatus
        {
            ObservedGeneration = form.Metadata.Generation,
            TotalNodes = state.Nodes.Count,
            ReadyNodes = ready,
            Rollout = state.MaxSkew > 0 ? Rollout(state, form.Status?.Rollout, now) : null,
            ValidationErrors = [.. problems.Select(p => p.Message)],
            Conditions = ConditionList.With(form.Status?.Conditions, Valid(form, problems), now).With(Applied(form, state, ready), now),
        };
    }

    /// <summary>The status as JSON.</summary>
    public static JsonElement Json(LynqFormStatus status) =>
        JsonSerializer.SerializeToElement(new LynqForm { Status = status }, CrdJson.Default.LynqForm).GetProperty("status");

    private static RolloutStatus Rollout(RolloutState state, RolloutStatus? before, DateTimeOffset now)
    {
        var updated = state.Nodes.Values.Count(n => n.TemplateGeneration >= state.Generation && !n.Deleting);
        var ready = state.Nodes.Values.Count(n => n.TemplateGeneration >= state.Generation && n.Settled && !n.Deleting);
        var total = Math.Max(state.Desired ?? 0, state.Desired is null ? state.Nodes.Count : 0);
        var phase = Phase(state, total, updated, ready);
        var same = before?.TargetGeneration == state.Generation;
        var time = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerSecond));
        return new RolloutStatus
        {
            Phase = phase,
            TargetGeneration = state.Generation,
            TotalNodes = total,
            UpdatedNodes = updated,
            UpdatingNodes = state.Slots.Count,
            ReadyUpdatedNodes = ready,
            StartTime = (same ? before!.StartTime : null) ?? (phase == RolloutPhases.Idle ? null : time),
            CompletionTime = phase != RolloutPhases.Complete ? null : (same ? before!.CompletionTime : null) ?? time,
            Message = Message(state, phase, total, updated, ready),
        };
    }

    private static string Phase(RolloutState state, int total, int updated, int ready)
    {
        if (state.HasFailed)
        {
            return RolloutPhases.Failed;
        }

        if (total > 0 && ready >= total && state.Slots.IsEmpty)
        {
            return RolloutPhases.Complete;
        }

        return total == 0 || (updated == 0 && state.Slots.IsEmpty) ? RolloutPhases.Idle : RolloutPhases.InProgress;
    }

    private static string Message(RolloutState state, string phase, int total, int updated, int ready) => phase switch
    {
        RolloutPhases.Failed => "Stopped: not ready within " +
            $"{state.Deadline.TotalSeconds:0} s after the update: {string.Join(", ", state.Failed.Where(f => f.Value >= state.Generation).Take(3).Select(f => f.Key))}",
        RolloutPhases.Complete => $"All {total} nodes are updated and ready",
        RolloutPhases.Idle when total == 0 => "No nodes use this form",
        RolloutPhases.Idle => $"Waiting: none of {total} nodes is updated yet",
        _ => $"{updated}/{total} nodes updated, {ready} of them ready, {state.Slots.Count} updating, {state.Queue.Count} waiting",
    };

    private static Condition Valid(LynqForm form, IReadOnlyList<Problem> problems) => problems.Count == 0
        ? Condition(form, ConditionTypes.Valid, ConditionStatus.True, FormReasons.ValidationSucceeded, "Template validation passed")
        : Condition(
            form,
            ConditionTypes.Valid,
            ConditionStatus.False,
            FormReasons.ValidationFailed,
            $"Validation errors: [{string.Join("; ", problems.Select(p => p.Message))}]");

    private static Condition Applied(LynqForm form, RolloutState state, int ready)
    {
        var total = state.Nodes.Count;
        if (total == 0)
        {
            return Condition(form, ConditionTypes.Applied, ConditionStatus.False, FormReasons.NoNodes, "No node uses this form");
        }

        return ready == total
            ? Condition(form, ConditionTypes.Applied, ConditionStatus.True, FormReasons.AllNodesReady, $"All {total} nodes ready")
            : Condition(form, ConditionTypes.Applied, ConditionStatus.False, FormReasons.NotAllNodesReady, $"{ready}/{total} nodes ready");
    }

    private static Condition Condition(LynqForm form, string type, string status, string reason, string message) => new()
    {
        Type = type,
        Status = status,
        Reason = reason,
        Message = message.Length > 32768 ? message[..32768] : message,
        ObservedGeneration = form.Metadata.Generation,
    };
}
