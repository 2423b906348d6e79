using System.Globalization;
using System.Text.Json.Nodes;

namespace Lynq.Kubernetes;

/// <summary>Writes core/v1 Events.</summary>
internal static class EventBody
{
    /// <summary>Events live beside their object; those about cluster-scoped objects in <c>default</c>.</summary>
    public static string NamespaceOf(EventSubject subject) => subject.Key.Namespace.Length == 0 ? "default" : subject.Key.Namespace;

    public static JsonObject Whole(EventSeries series, string instance)
    {
        var note = series.Note;
        var source = new JsonObject { ["component"] = note.Component };
        if (instance.Length > 0)
            source["host"] = instance;
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = series.Name, ["namespace"] = NamespaceOf(note.Subject) },
            ["involvedObject"] = Reference(note.Subject),
            ["reason"] = note.Reason,
            ["message"] = note.Message,
            ["type"] = note.Type.ToString(),
            ["source"] = source,
            ["reportingComponent"] = note.Component,
            ["reportingInstance"] = instance,
            ["firstTimestamp"] = Time(series.First),
            ["lastTimestamp"] = Time(series.Last),
            ["count"] = series.Times,
        };
    }

    public static JsonObject Repetition(EventSeries series) => new()
    {
        ["count"] = series.Times,
        ["lastTimestamp"] = Time(series.Last),
        ["message"] = series.Note.Message,
    };

    private static JsonObject Reference(EventSubject subject)
    {
        var reference = new JsonObject { ["apiVersion"] = subject.Key.Kind.ApiVersion, ["kind"] = subject.Key.Kind.Kind, ["name"] = subject.Key.Name };
        if (subject.Key.Namespace.Length > 0)
            reference["namespace"] = subject.Key.Namespace;
        if (subject.Uid.Length > 0)
            reference["uid"] = subject.Uid;
        if (subject.ResourceVersion.Length > 0)
            reference["resourceVersion"] = subject.ResourceVersion;
        return reference;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
