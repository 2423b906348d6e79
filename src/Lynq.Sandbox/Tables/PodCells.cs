using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using static Lynq.Sandbox.Tables.Cells;

namespace Lynq.Sandbox.Tables;

/// <summary>What kubectl shows of a pod.</summary>
internal static class PodCells
{
    public static string Ready(JsonObject pod)
    {
        var ready = pod.Status().Objects("containerStatuses").Count(container => container.Flag("ready"));
        return string.Create(CultureInfo.InvariantCulture, $"{ready}/{pod.Spec().Objects("containers").Count()}");
    }

    public static string Restarts(JsonObject pod) => pod.Status().Objects("containerStatuses")
        .Sum(container => container.Number("restartCount") ?? 0).ToString(CultureInfo.InvariantCulture);

    /// <summary>The phase, or what holds a container up, or that the pod is on its way out.</summary>
    public static string Status(JsonObject pod)
    {
        var status = pod.Status();
        if (pod.Child("metadata")?.ContainsKey("deletionTimestamp") == true) return status.Text("reason") == "NodeLost" ? "Unknown" : "Terminating";
        var shown = Or(status.Text("reason"), status.Text("phase"));
        var initial = status.Objects("initContainerStatuses").Select(Held).FirstOrDefault(held => held.Length > 0);
        if (initial is not null) return "Init:" + initial;
        return status.Objects("containerStatuses").Select(Held).LastOrDefault(held => held.Length > 0) ?? shown;
    }

    public static string Gates(JsonObject pod)
    {
        var gates = pod.Spec().Objects("readinessGates").ToList();
        if (gates.Count == 0) return "<none>";
        return string.Create(CultureInfo.InvariantCulture, $"{gates.Count(gate => Holds(pod, gate.Text("conditionType")))}/{gates.Count}");
    }

    private static string Held(JsonObject container)
    {
        var state = container.Child("state");
        if (state.Child("waiting").Text("reason") is { Length: > 0 } waiting) return waiting;
        if (state.Child("terminated") is not { } ended) return "";
        if (ended.Text("reason") is { Length: > 0 } why) return why;
        return ended.Number("signal") is { } signal and not 0 ? $"Signal:{signal}" : $"ExitCode:{ended.Number("exitCode") ?? 0}";
    }
}
