namespace Lynq.Actors.Node.Readiness;

/// <summary>Readiness of workloads: every replica that should run runs the present template (contract §11).</summary>
internal static class WorkloadReadiness
{
    /// <summary>Scaled to zero counts as ready once observed; surplus old replicas do not.</summary>
    public static ReadinessVerdict Deployment(LiveStatus live)
    {
        if (live.Condition("Progressing") is { Status: "False", Reason: "ProgressDeadlineExceeded" } progressing && Observed(live))
            return ReadinessVerdict.Failed($"ProgressDeadlineExceeded: {progressing.Message}");
        if (!Observed(live)) return NotObserved;
        var wanted = live.SpecNumber("replicas", 1);
        var (total, updated) = (live.StatusNumber("replicas"), live.StatusNumber("updatedReplicas"));
        var (ready, available) = (live.StatusNumber("readyReplicas"), live.StatusNumber("availableReplicas"));
        if (updated < wanted) return ReadinessVerdict.NotReady($"{updated}/{wanted} replicas updated");
        if (total > wanted) return ReadinessVerdict.NotReady($"{total - wanted} old replicas still run");
        if (ready < wanted) return ReadinessVerdict.NotReady($"{ready}/{wanted} replicas ready");
        return ReadinessVerdict.When(available >= wanted, $"{available}/{wanted} replicas available");
    }

    /// <summary>
    /// With a partition only the replicas above it are updated, and with OnDelete none are by themselves:
    /// then the ready count decides and the rest is not waited for.
    /// </summary>
    public static ReadinessVerdict StatefulSet(LiveStatus live)
    {
        if (!Observed(live)) return NotObserved;
        var wanted = live.SpecNumber("replicas", 1);
        var strategy = LiveStatus.Child(live.Spec, "updateStrategy");
        var byHand = LiveStatus.Text(strategy, "type") == "OnDelete";
        var partition = LiveStatus.Number(LiveStatus.Child(strategy, "rollingUpdate"), "partition") ?? 0;
        var toUpdate = byHand ? 0 : Math.Max(0, wanted - partition);
        var (total, ready, updated) = (live.StatusNumber("replicas"), live.StatusNumber("readyReplicas"), live.StatusNumber("updatedReplicas"));
        if (updated < toUpdate) return ReadinessVerdict.NotReady($"{updated}/{toUpdate} replicas updated");
        if (total > wanted) return ReadinessVerdict.NotReady($"{total - wanted} surplus replicas still run");
        if (ready < wanted) return ReadinessVerdict.NotReady($"{ready}/{wanted} replicas ready");
        if (byHand || partition > 0) return ReadinessVerdict.Ready;
        var current = live.StatusNumber("currentReplicas");
        return ReadinessVerdict.When(current >= wanted, $"{current}/{wanted} replicas current");
    }

    /// <summary>No matching machine (desired 0) is ready once observed.</summary>
    public static ReadinessVerdict DaemonSet(LiveStatus live)
    {
        if (!Observed(live)) return NotObserved;
        var wanted = live.StatusNumber("desiredNumberScheduled");
        var updated = live.StatusNumber("updatedNumberScheduled");
        if (live.StatusNumber("currentNumberScheduled") < wanted) return ReadinessVerdict.NotReady($"{live.StatusNumber("currentNumberScheduled")}/{wanted} pods scheduled");
        if (updated < wanted) return ReadinessVerdict.NotReady($"{updated}/{wanted} pods updated");
        if (live.StatusNumber("numberReady") < wanted) return ReadinessVerdict.NotReady($"{live.StatusNumber("numberReady")}/{wanted} pods ready");
        return ReadinessVerdict.When(live.StatusNumber("numberAvailable") >= wanted, $"{live.StatusNumber("numberAvailable")}/{wanted} pods available");
    }

    /// <summary>Complete, or as many successes as asked for; a failed Job fails at once, a suspended one waits.</summary>
    public static ReadinessVerdict Job(LiveStatus live)
    {
        if (live.Condition("Failed") is { Status: "True" } failed)
            return ReadinessVerdict.Failed(failed.Reason.Length > 0 ? $"Job failed: {failed.Reason}" : "Job failed");
        if (live.IsTrue("Complete")) return ReadinessVerdict.Ready;
        var wanted = live.SpecNumber("completions", 1);
        var succeeded = live.StatusNumber("succeeded");
        if (succeeded >= wanted && wanted > 0) return ReadinessVerdict.Ready;
        var suspended = LiveStatus.Child(live.Spec, "suspend").ValueKind == System.Text.Json.JsonValueKind.True;
        return ReadinessVerdict.NotReady(suspended ? "Job is suspended" : $"{succeeded}/{wanted} completions");
    }

    private static readonly ReadinessVerdict NotObserved = ReadinessVerdict.NotReady("its controller has not seen the present generation");

    // A workload's controller always reports a generation: absent means that it has not run yet.
    private static bool Observed(LiveStatus live) => live.ObservedGeneration is { } observed && observed >= live.Generation;
}
