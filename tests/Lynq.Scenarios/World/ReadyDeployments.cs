namespace Lynq.Scenarios;

/// <summary>Rolls every Deployment out as soon as it is there or has changed: for servers whose own controllers do not.</summary>
internal sealed class ReadyDeployments : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    private ReadyDeployments(IKubernetesClient client, string from) => _work = Task.Run(() => WorkAsync(client, from));

    public static async Task<ReadyDeployments> StartAsync(IKubernetesClient client)
    {
        var page = await client.ListPageAsync(Kinds.Deployment, new ListOptions { PageSize = null }, Representation.Full);
        return new ReadyDeployments(client, page.Metadata.ResourceVersion);
    }

    /// <summary>The status of a Deployment for its present generation.</summary>
    /// <param name="live">The Deployment.</param>
    /// <param name="ready">Whether all of its pods are there; none else.</param>
    public static JsonObject StatusOf(JsonElement? live, bool ready)
    {
        var replicas = live.Count("spec", "replicas");
        var there = ready ? replicas : 0;
        return Json.Map(
            ("observedGeneration", live.Count("metadata", "generation")),
            ("replicas", replicas),
            ("updatedReplicas", replicas),
            ("readyReplicas", there),
            ("availableReplicas", there),
            ("unavailableReplicas", replicas - there),
            ("conditions", new JsonArray(Json.Map(
                ("type", "Progressing"),
                ("status", "True"),
                ("reason", ready ? "NewReplicaSetAvailable" : "ReplicaSetUpdated"),
                ("message", "")))));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Eventually.Ends(_work, "the watch");
        _stop.Dispose();
    }

    private async Task WorkAsync(IKubernetesClient client, string from)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in client.WatchAsync(Kinds.Deployment, new WatchOptions { ResourceVersion = from }, Representation.Full, _stop.Token))
                {
                    JsonElement? live = change.Object;
                    from = change.ResourceVersion ?? live.Version()!;
                    if (change.Type is WatchEventType.Added or WatchEventType.Modified && live.Count("status", "observedGeneration") < live.Count("metadata", "generation"))
                        await RollOutAsync(client, live);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (KubernetesException e) when (!e.IsExpired)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private static async Task RollOutAsync(IKubernetesClient client, JsonElement? live)
    {
        try
        {
            var address = Kinds.Deployment.Named(live.Text("metadata", "namespace"), live.Name()!);
            await client.PatchStatusAsync(address, Json.Map(("status", StatusOf(live, ready: true))), Representation.Metadata, new WriteOptions { FieldManager = "kubelet" });
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            // Gone already.
        }
    }
}
