using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Composition;
using Lynq.Crds.JsonPaths;

namespace Lynq.Actors.Node.IgnoreFields;

/// <summary>Whether a filter's tests hold for a value. Values of different types are unequal and not comparable.</summary>
internal static class FilterEvaluator
{
    public static bool Holds(FilterSegment filter, JsonNode? value) =>
        filter.Alternatives.Any(tests => tests.All(test => Holds(test, value)));

    private static bool Holds(FilterTest test, JsonNode? value)
    {
        var exists = TryFollow(test.Path, value, out var found);
        return test.Comparison switch
        {
            FilterComparison.Exists => exists,
            FilterComparison.Equal => exists && Equal(found, test.Literal),
            FilterComparison.NotEqual => !exists || !Equal(found, test.Literal),
            _ => exists && Ordered(found, test.Literal) is { } order && Fits(test.Comparison, order),
        };
    }

    private static bool TryFollow(IReadOnlyList<JsonPathSegment> path, JsonNode? value, out JsonNode? found)
    {
        found = value;
        foreach (var segment in path)
        {
            switch (segment, found)
            {
                case (MemberSegment member, JsonObject members) when members.TryGetPropertyValue(member.Name, out var child):
                    found = child;
                    break;
                case (IndexSegment index, JsonArray items) when Position(index.Index, items.Count) is >= 0 and var i && i < items.Count:
                    found = items[i];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static int Position(int index, int count) => index < 0 ? count + index : index;

    private static bool Equal(JsonNode? value, JsonElement literal) =>
        value is null ? literal.ValueKind == JsonValueKind.Null : JsonElement.DeepEquals(Element(value), literal);

    private static int? Ordered(JsonNode? value, JsonElement literal)
    {
        if (value is null) return null;
        var own = Element(value);
        return (own.ValueKind, literal.ValueKind) switch
        {
            (JsonValueKind.Number, JsonValueKind.Number) => own.GetDouble().CompareTo(literal.GetDouble()),
            (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(own.GetString(), literal.GetString()),
            _ => null,
        };
    }

    private static bool Fits(FilterComparison comparison, int order) => comparison switch
    {
        FilterComparison.Less => order < 0,
        FilterComparison.LessOrEqual => order <= 0,
        FilterComparison.Greater => order > 0,
        _ => order >= 0,
    };

    private static JsonElement Element(JsonNode value) => JsonSerializer.SerializeToElement(value, NodeJson.Default.JsonNode);
}
