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

    /// <summary>Learns about a class before claims of it are judged. What cannot be read counts as binding at once, and is asked again.</summary>
    public async Task LearnAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Length == 0 || _waits.ContainsKey(name)) return;
        try
        {
            var (found, live) = await client.FindAsync(Kind.Named(null, name), Representation.Full, cancellationToken);
            if (found) _waits[name] = LiveStatus.Text(live, "volumeBindingMode") == "WaitForFirstConsumer";
        }
        catch (KubernetesException)
        {
            // Not permitted, or not answered: the plain rule holds.
        }
    }

    /// <summary>The claim is Pending only because no pod uses it yet.</summary>
    public bool WaitsForConsumer(JsonElement claim)
    {
        var status = new LiveStatus(claim);
        return status.StatusText("phase") == "Pending" && _waits.GetValueOrDefault(LiveStatus.Text(status.Spec, "storageClassName"));
    }
}
