using System.Text.Json.Nodes;
using Lynq.Sandbox.Lifecycle;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Simulation;

/// <summary>Writes the statuses that the workload controllers of a cluster would write (contract §11).</summary>
internal sealed class WorkloadStatus(SimulatorOptions options, TimeProvider time)
{
    /// <summary>The status while the new state rolls out; null when the kind has no such phase.</summary>
    public bool Start(JsonObject value)
    {
        var status = value.Ensure("status");
        switch (value.Text("kind"))
        {
            case "Deployment":
                Observe(value, status);
                Set(status, ("replicas", Math.Max(Wanted(value), status.Number("replicas") ?? 0)), ("updatedReplicas", 0));
                Conditions.Set(status, "Available", (status.Number("availableReplicas") ?? 0) > 0, "MinimumReplicasUnavailable", "Deployment does not have minimum availability.", time);
                Conditions.Set(status, "Progressing", true, "ReplicaSetUpdated", $"ReplicaSet \"{value.Metadata().Text("name")}\" is progressing.", time);
                return true;
            case "StatefulSet":
                Observe(value, status);
                Set(status, ("replicas", Wanted(value)), ("updatedReplicas", 0));
                return true;
            case "DaemonSet":
                Observe(value, status);
                Set(status, ("desiredNumberScheduled", options.Nodes), ("currentNumberScheduled", options.Nodes), ("numberMisscheduled", 0), ("updatedNumberScheduled", 0));
                status["numberReady"] ??= 0;
                status["numberMisscheduled"] ??= 0;
                return true;
            case "Job":
                return StartJob(value, status);
            default:
                return false;
        }
    }

    /// <summary>The status when all is done.</summary>
    public void Finish(JsonObject value)
    {
        var status = value.Ensure("status");
        var wanted = Wanted(value);
        switch (value.Text("kind"))
        {
            case "Deployment":
                Observe(value, status);
                Set(status, ("replicas", wanted), ("updatedReplicas", wanted), ("readyReplicas", wanted), ("availableReplicas", wanted), ("unavailableReplicas", 0));
                Conditions.Set(status, "Available", true, "MinimumReplicasAvailable", "Deployment has minimum availability.", time);
                Conditions.Set(status, "Progressing", true, "NewReplicaSetAvailable", $"ReplicaSet \"{value.Metadata().Text("name")}\" has successfully progressed.", time);
                break;
            case "StatefulSet":
                Observe(value, status);
                Set(status, ("currentReplicas", wanted), ("updatedReplicas", wanted), ("readyReplicas", wanted));
                status["replicas"] = wanted;
                status["availableReplicas"] = wanted;
                status["collisionCount"] = 0;
                var revision = $"{value.Metadata().Text("name")}-{value.Metadata().Number("generation")}";
                status["currentRevision"] = revision;
                status["updateRevision"] = revision;
                break;
            case "DaemonSet":
                Observe(value, status);
                Set(status, ("updatedNumberScheduled", options.Nodes), ("numberAvailable", options.Nodes));
                status["desiredNumberScheduled"] = options.Nodes;
                status["currentNumberScheduled"] = options.Nodes;
                status["numberReady"] = options.Nodes;
                status["numberMisscheduled"] = 0;
                break;
            case "Job":
                FinishJob(value, status);
                break;
            default:
                break;
        }
    }

    /// <summary>The status of a workload that has failed for good.</summary>
    public void Fail(JsonObject value)
    {
        var status = value.Ensure("status");
        if (value.Text("kind") == "Deployment")
        {
            Conditions.Set(status, "Progressing", false, "ProgressDeadlineExceeded", $"ReplicaSet \"{value.Metadata().Text("name")}\" has timed out progressing.", time);
            return;
        }

        if (value.Text("kind") != "Job") return;
        Set(status, ("active", 0), ("failed", (value.Child("spec").Number("backoffLimit") ?? 6) + 1));
        Conditions.Set(status, "FailureTarget", true, "BackoffLimitExceeded", "Job has reached the specified backoff limit", time);
        Conditions.Set(status, "Failed", true, "BackoffLimitExceeded", "Job has reached the specified backoff limit", time);
    }

    private bool StartJob(JsonObject value, JsonObject status)
    {
        if (status.Objects("conditions").Any(condition => condition.Text("type") is "Complete" or "Failed")) return false;
        var suspended = value.Child("spec").Flag("suspend");
        Set(status, ("active", suspended ? 0 : value.Child("spec").Number("parallelism") ?? 1));
        if (suspended)
        {
            Conditions.Set(status, "Suspended", true, "JobSuspended", "Job suspended", time);
            return true;
        }

        if (status.Objects("conditions").Any(condition => condition.Text("type") == "Suspended"))
            Conditions.Set(status, "Suspended", false, "JobResumed", "Job resumed", time);
        status["startTime"] ??= Api.Clock.Seconds(time);
        return true;
    }

    private void FinishJob(JsonObject value, JsonObject status)
    {
        if (value.Child("spec").Flag("suspend")) return;
        Set(status, ("active", 0), ("succeeded", value.Child("spec").Number("completions") ?? 1));
        status["completionTime"] = Api.Clock.Seconds(time);
        Conditions.Set(status, "SuccessCriteriaMet", true, "CompletionsReached", "Reached expected number of succeeded pods", time);
        Conditions.Set(status, "Complete", true, "CompletionsReached", "Reached expected number of succeeded pods", time);
    }

    private static long Wanted(JsonObject value) => value.Child("spec").Number("replicas") ?? 1;

    private static void Observe(JsonObject value, JsonObject status) =>
        status["observedGeneration"] = value.Metadata().Number("generation") ?? 1;

    // Counts of zero are left out, as the API server leaves them out.
    private static void Set(JsonObject status, params ReadOnlySpan<(string Name, long Count)> counts)
    {
        foreach (var (name, count) in counts)
        {
            if (count == 0) status.Remove(name);
            else status[name] = count;
        }
    }
}
