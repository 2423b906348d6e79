using System.Globalization;

namespace Lynq.Sandbox.Protobuf;

/// <summary>What a field number of a type means.</summary>
/// <param name="Name">The field's name in JSON; null for an embedded message.</param>
/// <param name="Optional">Whether a zero is said rather than left out.</param>
/// <param name="Embedded">The fields of the embedded message; null for a plain field.</param>
internal sealed record WireName(string? Name, bool Optional, Dictionary<int, WireName>? Embedded);

/// <summary>The field numbers of the built-in types, read from the embedded table when the first protobuf body comes.</summary>
internal static class WireNumbers
{
    private static readonly Lazy<Dictionary<string, Dictionary<int, WireName>>> Types = new(Read);

    /// <summary>The fields of a type by number; null when the table does not know it.</summary>
    public static Dictionary<int, WireName>? Of(string typeName) => Types.Value.GetValueOrDefault(typeName);

    private static Dictionary<string, Dictionary<int, WireName>> Read()
    {
        using var stream = typeof(WireNumbers).Assembly.GetManifestResourceStream("wire-numbers.txt")
            ?? throw new InvalidOperationException("The table wire-numbers.txt is not embedded.");
        using var reader = new StreamReader(stream);
        var types = new Dictionary<string, Dictionary<int, WireName>>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var cells = line.Split(' ');
            types[cells[0]] = Fields(cells.AsSpan(1));
        }

        return types;
    }

    private static Dictionary<int, WireName> Fields(ReadOnlySpan<string> cells)
    {
        var fields = new Dictionary<int, WireName>();
        foreach (var cell in cells)
        {
            var (name, place) = cell.Split(':') is [var first, var second] ? (first, second) : throw new FormatException(cell);
            var numbers = place.TrimEnd('*').Split('.');
            var owner = numbers is [var embedded, _] ? EmbeddedIn(fields, Number(embedded)) : fields;
            owner[Number(numbers[^1])] = new WireName(name, place.EndsWith('*'), null);
        }

        return fields;
    }

    private static Dictionary<int, WireName> EmbeddedIn(Dictionary<int, WireName> fields, int number)
    {
        if (fields.TryGetValue(number, out var known)) return known.Embedded!;
        var below = new Dictionary<int, WireName>();
        fields[number] = new WireName(null, false, below);
        return below;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
