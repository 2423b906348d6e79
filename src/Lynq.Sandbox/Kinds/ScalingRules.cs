using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>HorizontalPodAutoscalers.</summary>
internal sealed class AutoscalerRules : KindRules
{
    public override void Default(JsonObject value)
    {
        if (value.Child("spec") is not { } spec) return;
        spec.SetDefault("minReplicas", 1);
        if (value.Text("apiVersion") != "autoscaling/v2" || spec.Array("metrics") is { Count: > 0 }) return;
        spec["metrics"] = new JsonArray(new JsonObject
        {
            ["type"] = "Resource",
            ["resource"] = new JsonObject
            {
                ["name"] = "cpu",
                ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = 80 },
            },
        });
    }

    public override IEnumerable<FieldCause> Validate(JsonObject value)
    {
        var spec = value.Child("spec");
        var target = spec.Child("scaleTargetRef");
        if (target.Text("kind").Length == 0) yield return FieldCause.Required("spec.scaleTargetRef.kind");
        if (target.Text("name").Length == 0) yield return FieldCause.Required("spec.scaleTargetRef.name");
        var most = spec.Number("maxReplicas") ?? 0;
        if (most < 1) yield return FieldCause.Invalid("spec.maxReplicas", most, "must be greater than 0");
        else if (most < (spec.Number("minReplicas") ?? 1))
            yield return FieldCause.Invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`");
    }
}

/// <summary>PodDisruptionBudgets.</summary>
internal sealed class BudgetRules : KindRules
{
    public override IEnumerable<FieldCause> Validate(JsonObject value)
    {
        var spec = value.Child("spec");
        if (spec?["minAvailable"] is not null && spec["maxUnavailable"] is not null)
            yield return FieldCause.Invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set");
    }
}
