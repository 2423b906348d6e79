using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using static Lynq.Sandbox.Tables.Cells;

namespace Lynq.Sandbox.Tables;

/// <summary>The columns of HorizontalPodAutoscalers, of both versions.</summary>
internal static class AutoscalerColumns
{
    private const int Most = 2;

    public static Column[] All =>
    [
        Columns.Name,
        Column.Text("Reference", value => $"{value.Spec().Child("scaleTargetRef").Text("kind")}/{value.Spec().Child("scaleTargetRef").Text("name")}"),
        Column.Text("Targets", Targets),
        Column.Text("MinPods", value => value.Spec().Number("minReplicas")?.ToString(CultureInfo.InvariantCulture) ?? "<unset>"),
        Column.Integer("MaxPods", value => value.Spec().Number("maxReplicas") ?? 0),
        Column.Integer("Replicas", value => StatusNumber(value, "currentReplicas")),
        Columns.Age,
    ];

    private static string Targets(JsonObject value)
    {
        if (value.Spec().Number("targetCPUUtilizationPercentage") is { } percent)
            return $"cpu: {Percent(value.Status().Number("currentCPUUtilizationPercentage"))}/{Percent(percent)}";
        var metrics = value.Spec().Objects("metrics").Select((metric, i) => Target(metric, value.Status().Objects("currentMetrics").ElementAtOrDefault(i))).ToList();
        if (metrics.Count == 0) return "<none>";
        var shown = string.Join(", ", metrics.Take(Most));
        return metrics.Count > Most ? $"{shown} + {metrics.Count - Most} more..." : shown;
    }

    private static string Target(JsonObject metric, JsonObject? current)
    {
        var kind = metric.Text("type");
        var name = char.ToLowerInvariant(kind.FirstOrDefault()) + kind[Math.Min(1, kind.Length)..];
        var (source, now) = (metric.Child(name), current.Child(name).Child("current"));
        var target = source.Child("target");
        var label = kind is "Resource" or "ContainerResource" ? source.Text("name") + ": " : "";
        if (target.Number("averageUtilization") is { } wanted) return $"{label}{Percent(now.Number("averageUtilization"))}/{Percent(wanted)}";
        return target?["averageValue"] is { } average
            ? $"{label}{Plain(now?["averageValue"], "<unknown>")}/{Plain(average)}{(kind == "Pods" || label.Length > 0 ? "" : " (avg)")}"
            : $"{label}{Plain(now?["value"], "<unknown>")}/{Plain(target?["value"])}";
    }

    private static string Percent(long? number) => number is { } known ? known.ToString(CultureInfo.InvariantCulture) + "%" : "<unknown>";
}
