using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Benchmarks.Worlds;
using Lynq.Kubernetes;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// Plays the nodes' part: a Deployment is ready a fixed time after each change of its spec. Knows thereby how many were not ready
/// at the same time.
/// </summary>
internal sealed class WorkloadPlayer(World world, TimeSpan delay)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _rolling = new(StringComparer.Ordinal);

    /// <summary>The most Deployments that were not ready at the same time since <see cref="Reset"/>.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Starts counting anew.</summary>
    public void Reset()
    {
        lock (_lock) MostAtOnce = _rolling.Count;
    }

    /// <summary>Handles what was seen of a Deployment.</summary>
    public void See(InformerChange<JsonElement, int> change)
    {
        if (change.Type == WatchEventType.Deleted)
        {
            lock (_lock) _rolling.Remove(change.Identity.Name);
            return;
        }

        var generation = change.Object.GetProperty("metadata").GetProperty("generation").GetInt64();
        var observed = change.Object.TryGetProperty("status", out var status) && status.TryGetProperty("observedGeneration", out var number) ? number.GetInt64() : 0;
        if (observed >= generation) return;
        lock (_lock)
        {
            if (_rolling.GetValueOrDefault(change.Identity.Name) == generation) return;
            _rolling[change.Identity.Name] = generation;
            MostAtOnce = Math.Max(MostAtOnce, _rolling.Count);
        }

        _ = BecomeReadyAsync(change.Identity, generation);
    }

    private async Task BecomeReadyAsync(ObjectIdentity deployment, long generation)
    {
        await Task.Delay(delay);
        // Before the answer: who sees the status may act on it before we have been answered.
        lock (_lock)
        {
            if (_rolling.GetValueOrDefault(deployment.Name) == generation) _rolling.Remove(deployment.Name);
        }

        await world.Admin.PatchStatusAsync(Kinds.Deployment.Named(deployment.Namespace, deployment.Name), Ready(generation), Representation.Metadata);
    }

    private static JsonObject Ready(long generation) => new()
    {
        ["status"] = new JsonObject
        {
            ["observedGeneration"] = generation,
            ["replicas"] = 1,
            ["updatedReplicas"] = 1,
            ["readyReplicas"] = 1,
            ["availableReplicas"] = 1,
            ["conditions"] = new JsonArray(
                Condition("Available", "MinimumReplicasAvailable"),
                Condition("Progressing", "NewReplicaSetAvailable")),
        },
    };

    private static JsonObject Condition(string type, string reason) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["reason"] = reason,
        ["message"] = "",
        ["lastTransitionTime"] = "2025-01-01T00:00:00Z",
        ["lastUpdateTime"] = "2025-01-01T00:00:00Z",
    };
}
