namespace Lynq.Host.Output;

/// <summary>A table as kubectl prints it: upper-case headings, columns three spaces apart, the last one not padded.</summary>
internal static class TextTable
{
    private const int Gap = 3;

    /// <summary>Writes a table. Empty cells show as <c>-</c>, so that columns can be cut by white space.</summary>
    public static async Task WriteAsync(TextWriter output, IReadOnlyList<string> headings, IReadOnlyCollection<IReadOnlyList<string>> rows, CancellationToken stop)
    {
        List<IReadOnlyList<string>> lines = [headings, .. rows];
        var widths = headings.Select((_, column) => lines.Max(line => Cell(line[column]).Length) + Gap).ToList();
        foreach (var line in lines)
        {
            var cells = line.Select((cell, column) => column == headings.Count - 1 ? Cell(cell) : Cell(cell).PadRight(widths[column]));
            await output.WriteLineAsync(string.Concat(cells).AsMemory(), stop);
        }
    }

    private static string Cell(string text) => text.Length == 0 ? "-" : text.ReplaceLineEndings(" ");
}
