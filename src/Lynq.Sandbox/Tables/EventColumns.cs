using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using static Lynq.Sandbox.Tables.Cells;

namespace Lynq.Sandbox.Tables;

/// <summary>The columns of Events of both groups: a newer event's fields have other names.</summary>
internal static class EventColumns
{
    public static IEnumerable<(string Resource, Column[] Columns)> All => [("events", Table), ("events.events.k8s.io", Table)];

    private static Column[] Table =>
    [
        Column.Timed("Last Seen", (value, time) => Since(time, value.Child("series").Text("lastObservedTime"), value.Text("lastTimestamp"), value.Text("deprecatedLastTimestamp"), value.Text("eventTime"))),
        Column.Text("Type", value => value.Text("type")),
        Column.Text("Reason", value => value.Text("reason")),
        Column.Text("Object", value => Object(Involved(value))),
        Column.Text("Subobject", value => Involved(value).Text("fieldPath"), 1),
        Column.Text("Source", Source, 1),
        Column.Text("Message", value => Or(value.Text("message"), value.Text("note")).Trim()),
        Column.Timed("First Seen", (value, time) => Since(time, value.Text("firstTimestamp"), value.Text("deprecatedFirstTimestamp"), value.Text("eventTime")), 1),
        Column.Text("Count", value => (value.Child("series").Number("count") ?? value.Number("count") ?? value.Number("deprecatedCount") ?? 1).ToString(CultureInfo.InvariantCulture), 1),
        Columns.Name with { Priority = 1 },
    ];

    private static JsonObject? Involved(JsonObject value) => value.Child("involvedObject") ?? value.Child("regarding");

    private static string Object(JsonObject? involved) => involved.Text("name").Length > 0
        ? $"{involved.Text("kind").ToLowerInvariant()}/{involved.Text("name")}"
        : involved.Text("kind").ToLowerInvariant();

    private static string Source(JsonObject value)
    {
        var source = value.Child("source") ?? value.Child("deprecatedSource");
        var component = Or(source.Text("component"), Or(value.Text("reportingComponent"), value.Text("reportingController")));
        var host = Or(source.Text("host"), value.Text("reportingInstance"));
        return host.Length > 0 ? $"{component}, {host}" : component;
    }

    private static string Since(TimeProvider time, params ReadOnlySpan<string> moments)
    {
        foreach (var moment in moments)
        {
            if (moment.Length > 0) return Ages.Since(moment, time);
        }

        return "<unknown>";
    }
}
