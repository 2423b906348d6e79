using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Resources;

/// <summary>Rewrites the few kinds whose versions differ in shape; all others differ in apiVersion only.</summary>
internal sealed class Conversion
{
    private static readonly Conversion AutoscalerV1 = new(AutoscalerToV1, AutoscalerToV2);
    private static readonly Conversion NewEvents = new(EventToNew, EventToCore);
    private readonly Action<JsonObject> _fromStored;
    private readonly Action<JsonObject> _toStored;

    private Conversion(Action<JsonObject> fromStored, Action<JsonObject> toStored)
    {
        _fromStored = fromStored;
        _toStored = toStored;
    }

    /// <summary>The conversion of a served version, or null when it is stored as it is served.</summary>
    public static Conversion? For(ResourceType type) => (type.Group, type.Version, type.Kind) switch
    {
        ("autoscaling", "v1", "HorizontalPodAutoscaler") => AutoscalerV1,
        ("events.k8s.io", "v1", "Event") => NewEvents,
        _ => null,
    };

    public void FromStored(JsonObject value) => _fromStored(value);

    public void ToStored(JsonObject value) => _toStored(value);

    private static void AutoscalerToV1(JsonObject value)
    {
        if (value.Child("spec") is not { } spec) return;
        var cpu = spec.Objects("metrics").FirstOrDefault(IsCpuUtilization);
        if (cpu.At("resource", "target", "averageUtilization").AsLong() is { } percent)
            spec["targetCPUUtilizationPercentage"] = percent;
        spec.Remove("metrics");
        spec.Remove("behavior");
        if (value.Child("status") is not { } status) return;
        status.Remove("conditions");
        status.Remove("currentMetrics");
    }

    private static void AutoscalerToV2(JsonObject value)
    {
        if (value.Child("spec") is not { } spec) return;
        if (spec.Number("targetCPUUtilizationPercentage") is not { } percent) return;
        spec.Remove("targetCPUUtilizationPercentage");
        spec["metrics"] = new JsonArray(new JsonObject
        {
            ["type"] = "Resource",
            ["resource"] = new JsonObject
            {
                ["name"] = "cpu",
                ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percent },
            },
        });
    }

    private static bool IsCpuUtilization(JsonObject metric) =>
        metric.Text("type") == "Resource" && metric.Child("resource").Text("name") == "cpu";

    private static void EventToNew(JsonObject value)
    {
        Move(value, "involvedObject", "regarding");
        Move(value, "message", "note");
        Move(value, "source", "deprecatedSource");
        Move(value, "firstTimestamp", "deprecatedFirstTimestamp");
        Move(value, "lastTimestamp", "deprecatedLastTimestamp");
        Move(value, "count", "deprecatedCount");
        Move(value, "reportingComponent", "reportingController");
    }

    private static void EventToCore(JsonObject value)
    {
        Move(value, "regarding", "involvedObject");
        Move(value, "note", "message");
        Move(value, "deprecatedSource", "source");
        Move(value, "deprecatedFirstTimestamp", "firstTimestamp");
        Move(value, "deprecatedLastTimestamp", "lastTimestamp");
        Move(value, "deprecatedCount", "count");
        Move(value, "reportingController", "reportingComponent");
    }

    private static void Move(JsonObject value, string from, string to)
    {
        if (!value.Remove(from, out var member)) return;
        value[to] = member;
    }
}
