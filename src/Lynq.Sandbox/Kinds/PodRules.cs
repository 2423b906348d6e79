using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>Pods.</summary>
internal sealed class PodRules : KindRules
{
    // What a pod's update may change besides metadata.
    private static readonly string[] Mutable = ["activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "schedulingGates"];

    public override void Default(JsonObject value)
    {
        if (value.Child("spec") is not { } spec) return;
        PodDefaults.Spec(spec);
        spec.SetDefault("enableServiceLinks", true);
    }

    public override void PrepareCreate(JsonObject value, KindContext context)
    {
        value["status"] = new JsonObject { ["phase"] = "Pending", ["qosClass"] = "BestEffort" };
        if (value.Child("spec") is not { } spec) return;
        spec.SetDefault("serviceAccountName", "default");
        spec.SetDefault("serviceAccount", "default");
        spec.SetDefault("preemptionPolicy", "PreemptLowerPriority");
        spec.SetDefault("priority", 0);
    }

    public override IEnumerable<FieldCause> Validate(JsonObject value) => PodRulesOfSpec.Check(value.Child("spec"), "spec", "");

    public override IEnumerable<FieldCause> ValidateUpdate(JsonObject value, JsonObject live)
    {
        var (after, before) = (Fixed(value), Fixed(live));
        if (JsonNode.DeepEquals(after, before)) yield break;
        yield return FieldCause.Forbidden("spec",
            "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)");
    }

    private static JsonObject Fixed(JsonObject pod)
    {
        var spec = pod.Child("spec")?.Copy() ?? [];
        foreach (var name in Mutable) spec.Remove(name);
        foreach (var container in spec.Objects("containers").Concat(spec.Objects("initContainers"))) container.Remove("image");
        return spec;
    }
}
