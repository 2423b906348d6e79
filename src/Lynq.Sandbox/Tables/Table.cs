using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Tables;

/// <summary>Builds meta.k8s.io/v1 Tables: what kubectl get prints.</summary>
internal static class Table
{
    /// <param name="type">The resource.</param>
    /// <param name="resourceVersion">The list's version.</param>
    /// <param name="objects">One row each.</param>
    /// <param name="time">Ages are counted from its now.</param>
    /// <param name="includeObject">None, Metadata or Object: what each row carries beside its cells.</param>
    /// <param name="withColumns">Whether to send the column definitions; watches send them once.</param>
    public static JsonObject Of(
        ResourceType type, long resourceVersion, IEnumerable<StoredObject> objects, TimeProvider time, string includeObject, bool withColumns)
    {
        var columns = Columns.Of(type);
        var rows = new JsonArray();
        foreach (var stored in objects)
        {
            var value = Versions.Read(stored, type);
            var row = new JsonObject { ["cells"] = new JsonArray([.. columns.Select(column => column.Cell(value, time))]) };
            if (Carried(value, includeObject) is { } carried) row["object"] = carried;
            rows.Add(row);
        }

        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = new JsonObject { ["resourceVersion"] = resourceVersion.ToString(System.Globalization.CultureInfo.InvariantCulture) },
            ["columnDefinitions"] = withColumns ? new JsonArray([.. columns.Select(column => column.Definition())]) : null,
            ["rows"] = rows,
        };
    }

    private static JsonObject? Carried(JsonObject value, string includeObject) => includeObject switch
    {
        "None" => null,
        "Object" => value,
        _ => new JsonObject
        {
            ["kind"] = "PartialObjectMetadata",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = value["metadata"]!.DeepClone(),
        },
    };
}
