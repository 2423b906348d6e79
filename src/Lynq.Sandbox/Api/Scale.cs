using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Api;

/// <summary>The scale subresource: replicas of a workload, wherever its kind keeps them.</summary>
internal static class Scale
{
    private static readonly ScalePaths Builtin = new(".spec.replicas", ".status.replicas", null);

    public static JsonObject Of(ResourceType type, JsonObject value)
    {
        var paths = Paths(type);
        var metadata = new JsonObject();
        foreach (var name in (string[])["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
            metadata[name] = value.Metadata()[name]?.DeepClone();
        var status = new JsonObject { ["replicas"] = Read(value, paths.StatusReplicas) ?? 0 };
        var selector = paths.LabelSelector is { } path ? value.At(Steps(path)).AsText() : Text(value.Child("spec").Child("selector"));
        if (selector is { Length: > 0 }) status["selector"] = selector;
        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["replicas"] = Read(value, paths.SpecReplicas) ?? 0 },
            ["status"] = status,
        };
    }

    /// <summary>Refuses a view of another state than the live one, and impossible replicas.</summary>
    public static void Check(ResourceType type, JsonObject scale, JsonObject live)
    {
        var (name, version) = (live.Metadata().Text("name"), scale.Child("metadata").Text("resourceVersion"));
        if (version.Length > 0 && version != live.Metadata().Text("resourceVersion")) throw Errors.Modified(type, name);
        if (scale.Child("spec").Number("replicas") is not (< 0 and var replicas)) return;
        var cause = FieldCause.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
        throw new ApiException(422, Reasons.Invalid, $"Scale.autoscaling \"{name}\" is invalid: {cause}", new JsonObject { ["causes"] = new JsonArray(cause.ToJson()) });
    }

    public static JsonObject Write(ResourceType type, JsonObject value, long replicas)
    {
        var steps = Steps(Paths(type).SpecReplicas);
        var owner = value;
        foreach (var step in steps[..^1]) owner = owner.Ensure(step);
        owner[steps[^1]] = replicas;
        return value;
    }

    private static ScalePaths Paths(ResourceType type) => type.Custom?.Scale ?? Builtin;

    private static string[] Steps(string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries);

    private static long? Read(JsonObject value, string path) => value.At(Steps(path)).AsLong();

    private static string Text(JsonObject? selector) =>
        string.Join(',', (selector.Child("matchLabels") ?? []).Select(label => label.Key + "=" + label.Value.AsText()));
}
