using System.Text.Json.Nodes;
using Lynq.Kubernetes.Tests.Stub;

namespace Lynq.Kubernetes.Tests.Transport;

/// <summary>The everyday calls, one each.</summary>
public enum Call
{
    Get,
    List,
    Watch,
    Apply,
    Create,
    Delete,
    Status,
    Replace,
    ReplaceVersion,
    MergePatch,
    JsonPatch,
    Scale,
    DeleteCollection,
}

internal static class Calls
{
    private static readonly ObjectAddress Address = Answers.ConfigMaps.Named("shop", "a");

    public static Task MakeAsync(IKubernetesClient client, Call call) => call switch
    {
        Call.Get => client.GetAsync(Address),
        Call.List => client.ListPageAsync(Answers.ConfigMaps, new() { Namespace = "shop" }, Representation.Full),
        Call.Watch => WatchAsync(client),
        Call.Apply => client.ApplyAsync(Address, new JsonObject { ["kind"] = "ConfigMap" }),
        Call.Create => client.CreateAsync(Answers.ConfigMaps, "shop", new JsonObject { ["kind"] = "ConfigMap" }),
        Call.Delete => client.DeleteAsync(Address, new() { Uid = "u1" }),
        Call.Status => client.PatchStatusAsync(Address, new JsonObject { ["status"] = new JsonObject() }, Representation.Metadata),
        Call.Replace => client.ReplaceAsync(Address, new JsonObject { ["kind"] = "ConfigMap" }, Representation.Metadata),
        Call.ReplaceVersion => client.ReplaceAsync(Address, new JsonObject { ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["resourceVersion"] = "7" } }, Representation.Metadata),
        Call.MergePatch => client.MergePatchAsync(Address, new JsonObject { ["data"] = new JsonObject() }, Representation.Metadata),
        Call.JsonPatch => client.JsonPatchAsync(Address, new JsonArray(new JsonObject { ["op"] = "remove", ["path"] = "/data" }), Representation.Metadata),
        Call.Scale => client.ScaleAsync(Answers.Deployments.Named("shop", "web"), 3),
        Call.DeleteCollection => client.SendAsync(new() { Verb = RequestVerb.DeleteCollection, Resource = Answers.ConfigMaps, Namespace = "shop" }, Representation.Full, CancellationToken.None),
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };

    private static async Task WatchAsync(IKubernetesClient client)
    {
        await foreach (var _ in client.WatchAsync(Answers.ConfigMaps, new() { Namespace = "shop" }, Representation.Full))
        {
        }
    }
}
