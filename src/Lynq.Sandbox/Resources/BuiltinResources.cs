using System.Collections.Immutable;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.Resources;

/// <summary>The built-in kinds, read once from the embedded table.</summary>
internal static class BuiltinResources
{
    public static ImmutableArray<ResourceType> All { get; } = [.. Lines().Select(Parse)];

    private static IEnumerable<string> Lines()
    {
        using var stream = typeof(BuiltinResources).Assembly.GetManifestResourceStream("builtin-resources.txt")
            ?? throw new InvalidOperationException("The table builtin-resources.txt is not embedded.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') yield return line;
        }
    }

    private static ResourceType Parse(string line)
    {
        var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (cells.Length != 9) throw new InvalidOperationException($"builtin-resources.txt: 9 cells expected in: {line}");
        var group = cells[0] == "core" ? "" : cells[0];
        var flags = cells[8].Split(';');
        var plural = cells[3];
        return new ResourceType
        {
            Group = group,
            Version = cells[1],
            Kind = cells[2],
            Plural = plural,
            Singular = cells[2].ToLowerInvariant(),
            ListKind = cells[2] + "List",
            Namespaced = cells[4] == "ns",
            ShortNames = List(cells[5]),
            Categories = List(cells[6]),
            Subresources = List(cells[7]),
            CountsGeneration = flags.Contains("gen", StringComparer.Ordinal),
            Verbs = Flag(flags, "verbs=") is { } verbs ? verbs.Split(',') : ResourceType.AllVerbs,
            StorageKey = Flag(flags, "store=") ?? (group.Length == 0 ? plural : plural + "." + group),
            Schema = BuiltinTypes.Root(Flag(flags, "type=") ?? cells[2]),
        };
    }

    private static string[] List(string cell) => cell == "-" ? [] : cell.Split(',');

    private static string? Flag(string[] flags, string prefix) =>
        Array.Find(flags, flag => flag.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
}
