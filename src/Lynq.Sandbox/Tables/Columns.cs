using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Tables;

/// <summary>Which columns a resource prints.</summary>
internal static class Columns
{
    public static readonly Column Name =
        new("Name", "string", 0, (value, _) => value.Child("metadata").Text("name"), "name", "Name must be unique within a namespace.");

    public static readonly Column Age =
        new("Age", "string", 0, (value, time) => Ages.Since(value.Child("metadata").Text("creationTimestamp"), time), "", "How long the object exists.");

    private static readonly Column CreatedAt =
        new("Created At", "date", 0, (value, _) => value.Child("metadata").Text("creationTimestamp"), "", "When the object was made.");

    private static readonly Column CustomAge =
        new("Age", "date", 0, (value, time) => Ages.Since(value.Child("metadata").Text("creationTimestamp"), time));

    public static IReadOnlyList<Column> Of(ResourceType type)
    {
        if (type.Custom is not { } custom) return BuiltinColumns.Of(type) ?? [Name, CreatedAt];
        return custom.Columns.Count == 0
            ? [Name, CustomAge]
            : [Name, .. custom.Columns.Select(Custom)];
    }

    private static Column Custom(PrinterColumn column) => new(
        column.Name, column.Type, column.Priority, (value, time) => CustomCell(value, column, time), column.Format, column.Description);

    private static JsonNode? CustomCell(JsonObject value, PrinterColumn column, TimeProvider time)
    {
        var found = JsonPath.Find(value, column.JsonPath);
        if (found is null) return null;
        return column.Type switch
        {
            "date" => Ages.Since(found.AsText() ?? "", time),
            "integer" when found.AsLong() is { } number => JsonValue.Create(number),
            "string" => found.AsText() ?? found.ToJsonString(),
            _ => found.DeepClone(),
        };
    }
}
