using Lynq.Crds.JsonPaths;

namespace Lynq.Actors.Node.IgnoreFields;

/// <summary>The positions that a slice selects of a list, as RFC 9535 §2.3.4 counts them.</summary>
internal static class SlicePositions
{
    public static IEnumerable<int> Of(SliceSegment slice, int count)
    {
        if (slice.Step > 0)
        {
            var end = Math.Clamp(Normal(slice.End ?? count, count), 0, count);
            for (var i = Math.Clamp(Normal(slice.Start ?? 0, count), 0, count); i < end; i += slice.Step) yield return i;
        }
        else if (slice.Step < 0)
        {
            var end = slice.End is { } given ? Math.Clamp(Normal(given, count), -1, count - 1) : -1;
            for (var i = Math.Clamp(Normal(slice.Start ?? (count - 1), count), -1, count - 1); i > end; i += slice.Step) yield return i;
        }
    }

    private static int Normal(int position, int count) => position < 0 ? position + count : position;
}
