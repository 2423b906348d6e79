using System.Collections.Concurrent;
using System.Text.Json;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Readiness;

/// <summary>
/// Which storage classes bind a claim only when a pod uses it. Such a claim stays Pending until its pod exists, so a pod that
/// waits for the claim would wait for ever (contract §11). Asked once per class and process.
/// </summary>
internal sealed class StorageClasses(IKubernetesClient client)
{
    private static readonly ApiResource Kind = new("storage.k8s.io", "v1", "StorageClass", "storageclasses", Namespaced: false);

    private readonly ConcurrentDictionary<string, bool> _waits = new(StringComparer.Ordinal);

    /// <summary>Learns about the class of a live claim: one that names none has got the cluster's default by now, perhaps a while after its creation.</summary>
    public Task LearnOfAsync(GroupVersionKind kind, JsonElement live, CancellationToken cancellationToken) => kind is { Group: "", Kind: "PersistentVolumeClaim" }
        ? LearnAsync(LiveStatus.Text(LiveStatus.Child(live, "spec"), "storageClassName"), cancellationToken)
        : Task.CompletedTask;

    /// <summary>Learns about a class before claims of it are judged. What cannot be read counts as binding at once, and is asked again.</summary>
    public async Task LearnAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Length == 0 || _waits.ContainsKey(name)) return;
        try
        {
            var (found, live) = await client.FindAsync(Kind.Named(null, name), Representation.Full, cancellationToken);
            if (found) _waits[name] = LiveStatus.Text(live, "volumeBindingMode") == "WaitForFirstConsumer";
        }
        catch (KubernetesException error)
        {
            // Not answered: the plain rule holds for now. Not permitted: for as long as this process lives.
            if (error.IsForbidden) _waits[name] = false;
        }
    }

    /// <summary>The claim is Pending only because no pod uses it yet.</summary>
    public bool WaitsForConsumer(JsonElement claim)
    {
        var status = new LiveStatus(claim);
        return status.StatusText("phase") == "Pending" && _waits.GetValueOrDefault(LiveStatus.Text(status.Spec, "storageClassName"));
    }
}
