using Lynq.Actors.Node.Drift;
using Lynq.Actors.Node.Graph;
using Lynq.Actors.Node.Readiness;
using Lynq.Actors.Operation;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node;

/// <summary>
/// Applies what may be applied now, in parallel within bounds, until nothing is left that does not have to wait (contract §8
/// step 5, §9). What it waits for wakes it: an event of a child, or a timer.
/// </summary>
internal sealed class NodeWalker(NodeScope scope, NodeStatusKeeper status)
{
    private readonly NodeAnnouncer _announcer = new(scope);
    private readonly LeavingCleaner _leaving = new(scope);

    private NodeState State => scope.State;

    /// <summary>The verdicts on all resources as they are now; empty when there is no graph.</summary>
    public static StepVerdict[] Verdicts(NodeState state) =>
        state.Graph is null ? [] : DependencyWalk.Evaluate(state.Graph, [.. state.Slots.Select(s => new Step(s.Own, s.Plan.Policies.SkipOnDependencyFailure))]);

    /// <summary>One pass.</summary>
    public async Task RunAsync()
    {
        if (!State.Exists || State.Recovering || State.Facts.Deleting || !State.Facts.HasFinalizer) return;
        if (State.Graph is null || State.Facts.Paused)
        {
            if (State.Fault is not null) await status.ChangedAsync([]);
            return;
        }

        var began = scope.Now;
        using var span = OperatorSpans.Pass(State.Key);
        var verdicts = await PassAsync();
        var failed = verdicts.Any(v => v.State is StepState.Failed or StepState.Conflicted or StepState.Skipped);
        if (failed) span.Fail(NodeMetrics.Partial);
        scope.Services.Metrics.PassEnded(scope.Now - began, failed ? NodeMetrics.Partial : NodeMetrics.Success);
    }

    private async Task<StepVerdict[]> PassAsync()
    {
        WakeWaiting();
        var verdicts = Verdicts(State);
        for (var due = Due(verdicts); due.Count > 0 && !scope.Stopping.IsCancellationRequested; due = Due(verdicts))
        {
            foreach (var batch in due.Chunk(scope.Services.Options.Parallelism)) await Task.WhenAll(batch.Select(ApplyAsync));
            verdicts = Verdicts(State);
        }

        await _leaving.RunAsync(verdicts);
        _announcer.Announce(verdicts);
        Schedule(verdicts);
        await status.ChangedAsync(verdicts);
        return verdicts;
    }

    /// <summary>The periodic check (contract §8.2). Watches have kept everything in line meanwhile, so it writes only what they could not show.</summary>
    public async Task FullPassAsync()
    {
        State.LastFullReconcileAt = scope.Now;
        scope.Remind(NodeWork.FullPass, scope.Jittered(scope.Services.Options.FullPassInterval));
        await RunAsync();
    }

    /// <summary>Applies everything once more, as a user asked for (contract §2.5).</summary>
    public Task ReapplyAllAsync()
    {
        foreach (var slot in State.Slots.Where(s => s.Plan.Policies.Creation != CreationPolicy.Once || !s.IsOurs))
        {
            slot.NotBefore = default;
            slot.Reapply(repair: slot.IsOurs);
        }

        return RunAsync();
    }

    // What failed is tried again when its time has come; what is waited for runs out of time; what is only young grows up.
    private void WakeWaiting()
    {
        var now = scope.Now;
        foreach (var slot in State.Slots)
        {
            if (slot.Own is OwnState.Failed or OwnState.Conflicted && slot.Plan.Error is null && slot.NotBefore != default && slot.NotBefore <= now)
                slot.Reapply(slot.IsRepair);
            else if (slot.Own == OwnState.NotReady)
                slot.Judge(slot.IsYoung && now >= slot.ApplyStart + CustomReadiness.GracePeriod ? ReadinessVerdict.Ready : ReadinessVerdict.NotReady(slot.Message), now);
        }
    }

    private List<ResourceSlot> Due(StepVerdict[] verdicts) =>
        [.. State.Slots.Where((slot, i) => verdicts[i].Apply && slot.NotBefore <= scope.Now)];

    private async Task ApplyAsync(ResourceSlot slot)
    {
        var isChange = !slot.IsRepair;
        if (isChange && slot.Failures == 0 && !slot.LookFirst) _announcer.PassBegins();
        var start = isChange || slot.ApplyStart == default ? scope.Now : slot.ApplyStart;
        var priority = slot.LookFirst ? RequestPriority.Resync : RequestPriority.Live;
        var (outcome, written) = await scope.Services.Applier.ApplyAsync(slot, State.Identity, start, priority, scope.Stopping);
        await scope.Services.Storage.LearnOfAsync(slot.Plan.Kind, outcome.Live, scope.Stopping);
        if (slot.IsRepair) slot.Breaker = slot.Breaker.Repaired(scope.Now);
        if (!outcome.Unchanged) scope.Services.Metrics.Applied(slot.Plan.Kind.Kind, outcome.Result == Applying.ApplyResult.Applied, slot.Plan.Policies.Conflict);
        SlotOutcome.Take(slot, outcome, written, scope);
        _announcer.Applied(slot, outcome);
    }

    // One timer for the next thing that happens without anybody telling.
    private void Schedule(StepVerdict[] verdicts)
    {
        DateTimeOffset? next = null;
        for (var i = 0; i < verdicts.Length; i++)
        {
            var slot = State.Slots[i];
            var due = slot.Own switch
            {
                OwnState.NotReady when slot.IsYoung => slot.ApplyStart + CustomReadiness.GracePeriod,
                OwnState.NotReady => slot.Clock.EndsAt((int)slot.Plan.Policies.Timeout.TotalSeconds),
                OwnState.Failed or OwnState.Conflicted or OwnState.ToApply when slot.NotBefore != default => slot.NotBefore,
                _ => (DateTimeOffset?)null,
            };
            if (due is { } time && (next is null || time < next)) next = time;
        }

        if (State.Leaving.Count > 0 && State.NextRemoval is { } retry && (next is null || retry < next)) next = retry;
        if (next is { } at) scope.Remind(NodeWork.Walk, at - scope.Now);
        else scope.Forget(NodeWork.Walk);
    }
}
