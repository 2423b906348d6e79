using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Tables;

/// <summary>One printed column.</summary>
/// <param name="Name">Its head.</param>
/// <param name="Type">string, integer, number, boolean or date.</param>
/// <param name="Priority">0 is always shown, 1 with -o wide.</param>
/// <param name="Cell">The value for an object, as of now.</param>
/// <param name="Format">name for the object's name; mostly empty.</param>
/// <param name="Description">What the column means.</param>
internal sealed record Column(
    string Name, string Type, int Priority, Func<JsonObject, TimeProvider, JsonNode?> Cell, string Format = "", string Description = "")
{
    public static Column Text(string name, Func<JsonObject, string> cell, int priority = 0) =>
        new(name, "string", priority, (value, _) => cell(value));

    public static Column Integer(string name, Func<JsonObject, long> cell, int priority = 0) =>
        new(name, "integer", priority, (value, _) => cell(value));

    public static Column Timed(string name, Func<JsonObject, TimeProvider, string> cell, int priority = 0) =>
        new(name, "string", priority, (value, time) => cell(value, time));

    public JsonNode Definition() => new JsonObject
    {
        ["name"] = Name,
        ["type"] = Type,
        ["format"] = Format,
        ["description"] = Description,
        ["priority"] = Priority,
    };
}
