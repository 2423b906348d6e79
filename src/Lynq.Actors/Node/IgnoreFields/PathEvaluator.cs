using System.Text.Json.Nodes;
using Lynq.Crds.JsonPaths;

namespace Lynq.Actors.Node.IgnoreFields;

/// <summary>The places that a JSONPath leads to. What does not fit (missing members, other types, positions out of range) leads nowhere.</summary>
internal static class PathEvaluator
{
    public static List<PathMatch> Evaluate(JsonNode root, JsonPath path)
    {
        List<(JsonNode? Node, PathStep[] Steps)> places = [(root, [])];
        foreach (var segment in path.Segments)
        {
            var from = segment.Descends ? places.SelectMany(Descendants).ToList() : places;
            places = [.. from.SelectMany(place => Apply(segment, place))];
        }

        // Items are removed from the end, so that positions before them stay.
        return [.. places.Select(place => new PathMatch(place.Steps)).Reverse()];
    }

    private static IEnumerable<(JsonNode?, PathStep[])> Descendants((JsonNode? Node, PathStep[] Steps) place)
    {
        yield return place;
        foreach (var child in Children(place))
        {
            foreach (var below in Descendants(child)) yield return below;
        }
    }

    private static IEnumerable<(JsonNode? Node, PathStep[] Steps)> Children((JsonNode? Node, PathStep[] Steps) place) => place.Node switch
    {
        JsonObject members => members.Select(m => (m.Value, (PathStep[])[.. place.Steps, new PathStep(m.Key, 0, null)])),
        JsonArray items => items.Select((item, i) => (item, (PathStep[])[.. place.Steps, new PathStep(null, i, item)])),
        _ => [],
    };

    private static IEnumerable<(JsonNode? Node, PathStep[] Steps)> Apply(JsonPathSegment segment, (JsonNode? Node, PathStep[] Steps) place) => segment switch
    {
        MemberSegment member => Children(place).Where(child => place.Node is JsonObject && child.Steps[^1].Member == member.Name),
        WildcardSegment => Children(place),
        IndexSegment index => place.Node is JsonArray items ? Pick(place, items, [index.Index < 0 ? items.Count + index.Index : index.Index]) : [],
        SliceSegment slice => place.Node is JsonArray items ? Pick(place, items, SlicePositions.Of(slice, items.Count)) : [],
        FilterSegment filter => Children(place).Where(child => FilterEvaluator.Holds(filter, child.Node)),
        _ => [],
    };

    private static IEnumerable<(JsonNode?, PathStep[])> Pick((JsonNode? Node, PathStep[] Steps) place, JsonArray items, IEnumerable<int> positions) =>
        positions.Where(i => i >= 0 && i < items.Count).Order().Select(i => (items[i], (PathStep[])[.. place.Steps, new PathStep(null, i, items[i])]));
}
