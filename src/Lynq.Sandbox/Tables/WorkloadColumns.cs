using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using static Lynq.Sandbox.Tables.Cells;

namespace Lynq.Sandbox.Tables;

/// <summary>The columns of pods and of what makes them.</summary>
internal static class WorkloadColumns
{
    private static readonly Column[] Replicated =
    [
        Columns.Name,
        Column.Integer("Desired", Wanted),
        Column.Integer("Current", value => StatusNumber(value, "replicas")),
        Column.Integer("Ready", value => StatusNumber(value, "readyReplicas")),
        Columns.Age,
    ];

    public static IEnumerable<(string Resource, Column[] Columns)> All =>
    [
        ("pods",
        [
            Columns.Name,
            Column.Text("Ready", PodCells.Ready),
            Column.Text("Status", PodCells.Status),
            Column.Text("Restarts", PodCells.Restarts),
            Columns.Age,
            Column.Text("IP", value => Or(value.Status().Text("podIP"), "<none>"), 1),
            Column.Text("Node", value => Or(value.Spec().Text("nodeName"), "<none>"), 1),
            Column.Text("Nominated Node", value => Or(value.Status().Text("nominatedNodeName"), "<none>"), 1),
            Column.Text("Readiness Gates", PodCells.Gates, 1),
        ]),
        ("podtemplates",
        [
            Columns.Name,
            Column.Text("Containers", value => Join(value.Child("template").Child("spec").Objects("containers"), "name")),
            Column.Text("Images", value => Join(value.Child("template").Child("spec").Objects("containers"), "image")),
            Column.Text("Pod Labels", value => Labels(value.Child("template").Child("metadata").Child("labels"))),
        ]),
        ("replicasets.apps", [.. Replicated, .. Workload(TemplateSpec, MatchLabels)]),
        ("replicationcontrollers", [.. Replicated, .. Workload(TemplateSpec, value => value.Spec().Child("selector"))]),
        ("deployments.apps",
        [
            Columns.Name,
            Column.Text("Ready", value => $"{StatusNumber(value, "readyReplicas")}/{Wanted(value)}"),
            Column.Text("Up-to-date", value => $"{StatusNumber(value, "updatedReplicas")}"),
            Column.Text("Available", value => $"{StatusNumber(value, "availableReplicas")}"),
            Columns.Age, .. Workload(TemplateSpec, MatchLabels),
        ]),
        ("statefulsets.apps",
            [Columns.Name, Column.Text("Ready", value => $"{StatusNumber(value, "readyReplicas")}/{Wanted(value)}"), Columns.Age, .. Workload(TemplateSpec)]),
        ("daemonsets.apps",
        [
            Columns.Name,
            Column.Integer("Desired", value => StatusNumber(value, "desiredNumberScheduled")),
            Column.Integer("Current", value => StatusNumber(value, "currentNumberScheduled")),
            Column.Integer("Ready", value => StatusNumber(value, "numberReady")),
            Column.Integer("Up-to-date", value => StatusNumber(value, "updatedNumberScheduled")),
            Column.Integer("Available", value => StatusNumber(value, "numberAvailable")),
            Column.Text("Node Selector", value => Labels(TemplateSpec(value).Child("nodeSelector"))),
            Columns.Age, .. Workload(TemplateSpec, MatchLabels),
        ]),
        ("controllerrevisions.apps",
        [
            Columns.Name,
            Column.Text("Controller", Controller),
            Column.Integer("Revision", value => value.Number("revision") ?? 0),
            Columns.Age,
        ]),
        ("jobs.batch",
        [
            Columns.Name,
            Column.Text("Status", JobStatus),
            Column.Text("Completions", Completions),
            Column.Timed("Duration", Duration),
            Columns.Age, .. Workload(TemplateSpec, MatchLabels),
        ]),
        ("cronjobs.batch",
        [
            Columns.Name,
            Column.Text("Schedule", value => value.Spec().Text("schedule")),
            Column.Text("Timezone", value => Or(value.Spec().Text("timeZone"), "<none>")),
            Column.Text("Suspend", value => value.Spec().Flag("suspend") ? "True" : "False"),
            Column.Integer("Active", value => value.Status().Objects("active").Count()),
            Column.Timed("Last Schedule", (value, time) => value.Status().Text("lastScheduleTime") is { Length: > 0 } last ? Ages.Since(last, time) : "<none>"),
            Columns.Age, .. Workload(value => JobTemplate(value).Child("template").Child("spec"), value => JobTemplate(value).Child("selector").Child("matchLabels")),
        ]),
        ("horizontalpodautoscalers.autoscaling", AutoscalerColumns.All),
    ];

    private static long Wanted(JsonObject value) => value.Spec().Number("replicas") ?? 0;

    private static JsonObject? JobTemplate(JsonObject value) => value.Spec().Child("jobTemplate").Child("spec");

    private static string Controller(JsonObject value)
    {
        var owner = value.Child("metadata").Objects("ownerReferences").FirstOrDefault(one => one.Flag("controller"));
        if (owner is null) return "<none>";
        var group = owner.Text("apiVersion") is var version && version.Contains('/', StringComparison.Ordinal) ? "." + version.Split('/')[0] : "";
        return $"{owner.Text("kind").ToLowerInvariant()}{group}/{owner.Text("name")}";
    }

    private static string JobStatus(JsonObject value)
    {
        if (Holds(value, "Complete")) return "Complete";
        if (Holds(value, "Failed")) return "Failed";
        if (value.Child("metadata")?.ContainsKey("deletionTimestamp") == true) return "Terminating";
        if (Holds(value, "Suspended")) return "Suspended";
        return Holds(value, "FailureTarget") ? "FailureTarget" : Holds(value, "SuccessCriteriaMet") ? "SuccessCriteriaMet" : "Running";
    }

    private static string Completions(JsonObject value)
    {
        var succeeded = StatusNumber(value, "succeeded");
        if (value.Spec().Number("completions") is { } wanted) return string.Create(CultureInfo.InvariantCulture, $"{succeeded}/{wanted}");
        var parallel = value.Spec().Number("parallelism") ?? 0;
        var shown = string.Create(CultureInfo.InvariantCulture, $"{succeeded}/1");
        return parallel > 1 ? string.Create(CultureInfo.InvariantCulture, $"{shown} of {parallel}") : shown;
    }

    private static string Duration(JsonObject value, TimeProvider time)
    {
        if (!Moment(value, "startTime", out var start)) return "";
        return Ages.Show((Moment(value, "completionTime", out var end) ? end : time.GetUtcNow()) - start);
    }

    private static bool Moment(JsonObject value, string name, out DateTimeOffset moment) =>
        DateTimeOffset.TryParse(value.Status().Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
}
