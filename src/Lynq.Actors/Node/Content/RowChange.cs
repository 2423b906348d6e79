namespace Lynq.Actors.Node.Content;

/// <summary>Which variables of a row changed: names only, values are nobody's business (contract §14).</summary>
internal static class RowChange
{
    private const int Named = 10;

    public static IReadOnlyList<string> Names(NodeRow? before, NodeRow after)
    {
        if (before is null) return ["all"];
        var names = new List<string>();
        if (before.Activate != after.Activate) names.Add("activate");
        if (before.HostOrUrl != after.HostOrUrl) names.Add("hostOrUrl");
        names.AddRange(before.Extras.Keys.Union(after.Extras.Keys, StringComparer.Ordinal)
            .Where(name => before.Extras.GetValueOrDefault(name) != after.Extras.GetValueOrDefault(name))
            .Order(StringComparer.Ordinal));
        return names.Count <= Named ? names : [.. names.Take(Named), "…"];
    }
}
