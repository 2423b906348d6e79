using System.Text.Json.Nodes;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.FieldManagement;

/// <summary>How two versions of an object differ, by field: what was removed, changed and added.</summary>
internal sealed class Comparison
{
    private readonly List<string> _path = [];

    public FieldSet Removed { get; } = new();

    public FieldSet Modified { get; } = new();

    public FieldSet Added { get; } = new();

    public bool IsSame => Removed.IsEmpty && Modified.IsEmpty && Added.IsEmpty;

    public static Comparison Of(JsonObject before, JsonObject after, SchemaNode schema)
    {
        var comparison = new Comparison();
        comparison.Objects(before, after, schema);
        return comparison;
    }

    private void Walk(Side before, Side after, SchemaNode schema)
    {
        var (left, right) = (before.Value as JsonObject, after.Value as JsonObject);
        if (schema.IsAssociativeList)
        {
            Lists(before, after, schema);
        }
        else if (!schema.Atomic && schema.Kind is SchemaKind.Object or SchemaKind.Any && (left?.Count > 0 || right?.Count > 0)
            && (left is not null || before.IsEmpty) && (right is not null || after.IsEmpty))
        {
            Objects(left, right, schema);
            Container(before, after);
        }
        else
        {
            Leaf(before, after);
        }
    }

    private void Objects(JsonObject? before, JsonObject? after, SchemaNode schema)
    {
        foreach (var (name, value) in before ?? [])
        {
            var right = after is not null && after.TryGetPropertyValue(name, out var twin) ? new Side(true, twin) : default;
            Step(PathElements.Field(name), new Side(true, value), right, schema.Member(name));
        }

        foreach (var (name, value) in after ?? [])
        {
            if (before?.ContainsKey(name) != true)
                Step(PathElements.Field(name), default, new Side(true, value), schema.Member(name));
        }
    }

    private void Lists(Side before, Side after, SchemaNode schema)
    {
        if (before.Value is not JsonArray { Count: > 0 } && after.Value is not JsonArray { Count: > 0 })
        {
            Leaf(before, after);
            return;
        }

        var (left, right) = (Index(before.Value, schema), Index(after.Value, schema));
        var items = schema.ListMerge == ListMerge.Map ? schema.Items ?? SchemaNode.Deduced : new SchemaNode { Kind = SchemaKind.String };
        foreach (var (element, value) in left)
            Step(element, new Side(true, value), right.TryGetValue(element, out var twin) ? new Side(true, twin) : default, items);
        foreach (var (element, value) in right)
        {
            if (!left.ContainsKey(element)) Step(element, default, new Side(true, value), items);
        }

        Container(before, after);
    }

    private void Step(string element, Side before, Side after, SchemaNode schema)
    {
        _path.Add(element);
        Walk(before, after, schema);
        _path.RemoveAt(_path.Count - 1);
    }

    private void Container(Side before, Side after)
    {
        if (!before.Exists) Added.Insert(_path);
        else if (!after.Exists) Removed.Insert(_path);
    }

    private void Leaf(Side before, Side after)
    {
        if (!before.Exists) Added.Insert(_path);
        else if (!after.Exists) Removed.Insert(_path);
        else if (!JsonNode.DeepEquals(before.Value, after.Value)) Modified.Insert(_path);
    }

    private static Dictionary<string, JsonNode?> Index(JsonNode? list, SchemaNode schema)
    {
        var index = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in list as JsonArray ?? [])
        {
            if (PathElements.Item(schema, item) is { } element) index.TryAdd(element, item);
        }

        return index;
    }

    /// <summary>One side's value; a JSON null exists, an absent member does not.</summary>
    private readonly record struct Side(bool Exists, JsonNode? Value)
    {
        public bool IsEmpty => Value is null;
    }
}
