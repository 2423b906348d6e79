using System.Text.Json.Nodes;
using Lynq.Sandbox.Kinds;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.Api;

/// <summary>What the server itself puts into objects: identity, times, generation, and the halves a client cannot write.</summary>
internal static class Preparation
{
    private static readonly string[] ServerOwned =
        ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink"];

    public static void Create(ResourceType type, JsonObject value, KindContext context, TimeProvider time)
    {
        var metadata = value.Metadata();
        foreach (var name in ServerOwned) metadata.Remove(name);
        metadata.Remove("resourceVersion");
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = time.Seconds();
        if (type.HasStatus && !KeepsStatus(type)) ResetStatus(type, value);
        if (type.CountsGeneration) metadata["generation"] = 1;
        KindTable.Of(type).PrepareCreate(value, context);
    }

    /// <summary>Takes over from the live object what this endpoint cannot change.</summary>
    public static void CarryOver(ResourceType type, JsonObject next, JsonObject live, string subresource)
    {
        if (subresource == "status")
        {
            KeepAllButStatus(type, next, live);
        }
        else if (type.HasStatus && subresource.Length == 0 && !KeepsStatus(type))
        {
            Restore(next, live, "status");
        }

        var (metadata, current) = (next.Metadata(), live.Metadata());
        foreach (var name in ServerOwned) Restore(metadata, current, name);
        metadata["name"] = current.Text("name");
        if (type.Namespaced) metadata["namespace"] = current.Text("namespace");
    }

    public static void Update(ResourceType type, JsonObject next, JsonObject live, KindContext context)
    {
        KindTable.Of(type).PrepareUpdate(next, live, context);
        if (type.CountsGeneration && context.Subresource != "status" && SpecChanged(type, next, live))
            next.Metadata()["generation"] = (live.Metadata().Number("generation") ?? 0) + 1;
    }

    /// <summary>Whether a terminating object has nothing left to wait for.</summary>
    public static bool IsReleased(JsonObject value)
    {
        var metadata = value.Metadata();
        return metadata.ContainsKey("deletionTimestamp")
            && metadata.Array("finalizers") is not { Count: > 0 }
            && (metadata.Number("deletionGracePeriodSeconds") ?? 0) == 0
            && (value.Text("kind") != "Namespace" || value.Child("spec").Array("finalizers") is not { Count: > 0 });
    }

    // The kinds whose creation may carry a status, because nothing else than clients writes them.
    private static bool KeepsStatus(ResourceType type) => type.GroupResource == "nodes";

    // A built-in kind's status is a struct: it is there from the start, with its counts at zero.
    private static void ResetStatus(ResourceType type, JsonObject value)
    {
        value.Remove("status");
        if (type.Custom is null && type.Schema.Properties.TryGetValue("status", out var status) && status.Zero) value["status"] = ZeroOf(status);
    }

    private static JsonObject ZeroOf(SchemaNode schema)
    {
        var zero = new JsonObject();
        foreach (var (name, field) in schema.Properties)
        {
            if (field.Zero) zero[name] = ZeroOf(field);
            else if (field.Kind == SchemaKind.Integer && schema.Required.Contains(name)) zero[name] = 0;
        }

        return zero;
    }

    private static bool SpecChanged(ResourceType type, JsonObject next, JsonObject live)
    {
        // Deployments alone count changed annotations, which their controller copies to ReplicaSets.
        if (type.GroupResource == "deployments.apps" && !JsonNode.DeepEquals(next.Metadata()["annotations"], live.Metadata()["annotations"])) return true;
        if (type.Custom is null && type.HasStatus) return !JsonNode.DeepEquals(next["spec"], live["spec"]);
        return !Members(next, type).SequenceEqual(Members(live, type), MemberComparer.Instance);
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonObject value, ResourceType type) => value
        .Where(member => member.Key is not ("metadata" or "apiVersion" or "kind") && !(type.HasStatus && member.Key == "status"))
        .OrderBy(member => member.Key, StringComparer.Ordinal);

    private static void KeepAllButStatus(ResourceType type, JsonObject next, JsonObject live)
    {
        foreach (var name in next.Select(member => member.Key).ToList())
        {
            if (name is not ("status" or "metadata") && !live.ContainsKey(name)) next.Remove(name);
        }

        foreach (var (name, _) in live)
        {
            if (name is not ("status" or "metadata")) Restore(next, live, name);
        }

        var (metadata, current) = (next.Metadata(), live.Metadata());
        if (type.Custom is null)
        {
            Restore(metadata, current, "labels");
            return;
        }

        var managed = metadata["managedFields"]?.DeepClone();
        var version = metadata["resourceVersion"]?.DeepClone();
        metadata = current.Copy();
        if (managed is not null) metadata["managedFields"] = managed;
        metadata["resourceVersion"] = version;
        next["metadata"] = metadata;
    }

    private static void Restore(JsonObject next, JsonObject live, string name)
    {
        if (live.TryGetPropertyValue(name, out var value)) next[name] = value?.DeepClone();
        else next.Remove(name);
    }

    private sealed class MemberComparer : IEqualityComparer<KeyValuePair<string, JsonNode?>>
    {
        public static readonly MemberComparer Instance = new();

        public bool Equals(KeyValuePair<string, JsonNode?> x, KeyValuePair<string, JsonNode?> y) =>
            x.Key == y.Key && JsonNode.DeepEquals(x.Value, y.Value);

        public int GetHashCode(KeyValuePair<string, JsonNode?> obj) => StringComparer.Ordinal.GetHashCode(obj.Key);
    }
}
