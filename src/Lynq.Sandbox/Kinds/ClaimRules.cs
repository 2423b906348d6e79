using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>PersistentVolumeClaims.</summary>
internal sealed class ClaimRules : KindRules
{
    public override void Default(JsonObject value)
    {
        if (value.Child("spec") is { } spec) spec.SetDefault("volumeMode", "Filesystem");
    }

    public override void PrepareCreate(JsonObject value, KindContext context) =>
        value["status"] = new JsonObject { ["phase"] = "Pending" };

    public override IEnumerable<FieldCause> Validate(JsonObject value)
    {
        var spec = value.Child("spec");
        if (spec?.Array("accessModes") is not { Count: > 0 })
            yield return FieldCause.Required("spec.accessModes", "at least 1 access mode is required");
        if (spec.Child("resources").Child("requests")?["storage"] is null) yield return FieldCause.Required("spec.resources[storage]");
    }

    public override IEnumerable<FieldCause> ValidateUpdate(JsonObject value, JsonObject live)
    {
        if (JsonNode.DeepEquals(Fixed(value), Fixed(live))) yield break;
        yield return FieldCause.Forbidden("spec",
            "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims");
    }

    private static JsonObject Fixed(JsonObject claim)
    {
        var spec = claim.Child("spec")?.Copy() ?? [];
        spec.Child("resources")?.Remove("requests");
        spec.Remove("volumeAttributesClassName");
        // The binder fills in what was left open.
        spec.Remove("volumeName");
        return spec;
    }
}
