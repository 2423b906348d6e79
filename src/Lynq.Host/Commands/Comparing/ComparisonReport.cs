using System.Text.Json.Nodes;
using Lynq.Host.Output;

namespace Lynq.Host.Commands.Comparing;

/// <summary>Prints what would happen: nodes in which something would, then a count of everything.</summary>
internal static class ComparisonReport
{
    /// <summary>Prints the details.</summary>
    public static async Task WriteAsync(TextWriter output, OutputFormat format, IReadOnlyList<NodeChange> nodes, CancellationToken stop)
    {
        if (format != OutputFormat.Table)
        {
            await OutputOptions.WriteAsync(output, format, new JsonArray([.. nodes.Select(n => n.ToJson())]), stop);
            return;
        }

        foreach (var node in nodes.Where(n => n.IsWorthShowing))
        {
            await output.WriteLineAsync($"{node.Node}{(node.IsNew ? " (new)" : "")}".AsMemory(), stop);
            foreach (var line in node.Objects.Where(o => o.Fate != ObjectFate.Unchanged || o.AskedNamespace is not null).SelectMany(o => o.Lines()))
                await output.WriteLineAsync($"  {line}".AsMemory(), stop);
        }

        await output.WriteLineAsync(Summary(nodes).AsMemory(), stop);
    }

    /// <summary>Prints counts by kind.</summary>
    public static Task WriteCountsAsync(TextWriter output, OutputFormat format, IReadOnlyList<NodeChange> nodes, CancellationToken stop)
    {
        if (format != OutputFormat.Table)
            return OutputOptions.WriteAsync(output, format, Counts(nodes), stop);
        var rows = nodes.SelectMany(n => n.Everything)
            .GroupBy(o => o.Kind, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<string>)[g.Key, .. Fates.Select(fate => Number(g.Count(o => o.Fate == fate)))])
            .ToList();
        return TextTable.WriteAsync(output, ["KIND", .. Fates.Select(fate => fate.ToString().ToUpperInvariant())], rows, stop);
    }

    private static JsonObject Counts(IReadOnlyList<NodeChange> nodes) => new(nodes.SelectMany(n => n.Everything)
        .GroupBy(o => o.Kind, StringComparer.Ordinal)
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => KeyValuePair.Create(g.Key, (JsonNode?)new JsonObject(
            Fates.Select(fate => KeyValuePair.Create(fate.ToString().ToLowerInvariant(), (JsonNode?)g.Count(o => o.Fate == fate)))))));

    private static ObjectFate[] Fates { get; } =
        [ObjectFate.Created, ObjectFate.Changed, ObjectFate.Deleted, ObjectFate.Orphaned, ObjectFate.Failed, ObjectFate.Unchanged];

    private static string Summary(IReadOnlyList<NodeChange> nodes)
    {
        var all = nodes.SelectMany(n => n.Objects).ToList();
        var counts = Fates.Select(fate => $"{Number(all.Count(o => o.Fate == fate))} {fate.ToString().ToLowerInvariant()}");
        var added = nodes.Count(n => n.IsNew) is > 0 and var count ? $" ({Number(count)} new)" : "";
        return $"{Count(nodes.Count, "node")}{added}, {Count(all.Count, "object")}: {string.Join(", ", counts)}";
    }

    private static string Count(int count, string what) => $"{Number(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
