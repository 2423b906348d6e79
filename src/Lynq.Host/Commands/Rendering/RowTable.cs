using System.Text;
using System.Text.Json;
using Lynq.Host.Documents;

namespace Lynq.Host.Commands.Rendering;

/// <summary>Rows out of a CSV or JSON file: value by column.</summary>
internal static class RowTable
{
    /// <summary>Reads a file; <c>.json</c> is an array of objects (or one object per line), anything else comma-separated with a heading.</summary>
    /// <exception cref="UserException">It is neither.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path)
    {
        if (!File.Exists(path))
            throw new UserException($"{path}: no such file");
        var text = File.ReadAllText(path);
        return Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase) ? ReadJson(path, text) : ReadCsv(path, text);
    }

    private static List<IReadOnlyDictionary<string, string>> ReadJson(string path, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var items = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().ToList() : [document.RootElement];
            return [.. items.Select(item => item.ValueKind == JsonValueKind.Object
                ? item.EnumerateObject().ToDictionary(p => p.Name, p => Text(p.Value), StringComparer.Ordinal)
                : throw new UserException($"{path}: rows are objects, such as [{{\"uid\": \"acme\"}}]"))];
        }
        catch (JsonException e)
        {
            throw new UserException($"{path}: no JSON: {e.Message}");
        }
    }

    // As a database driver would give it: NULL is empty, a document is its text.
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => value.GetRawText(),
    };

    private static List<IReadOnlyDictionary<string, string>> ReadCsv(string path, string text)
    {
        var lines = Lines(path, text);
        if (lines.Count == 0)
            throw new UserException($"{path}: empty; the first line names the columns");
        var rows = new List<IReadOnlyDictionary<string, string>>();
        foreach (var (line, number) in lines.Skip(1).Select((line, i) => (line, i + 2)))
        {
            if (line.Count != lines[0].Count)
                throw new UserException($"{path}: row {number.ToString(CultureInfo.InvariantCulture)} has {line.Count} values for {lines[0].Count} columns");
            rows.Add(lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
        }

        return rows;
    }

    // RFC 4180: quotes around a value, doubled within it; line breaks are allowed there.
    private static List<List<string>> Lines(string path, string text)
    {
        var lines = new List<List<string>>();
        var (line, value, quoted) = (new List<string>(), new StringBuilder(), false);
        void End()
        {
            line.Add(value.ToString());
            value.Clear();
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                value.Append(text[i++]);
            else if (c == '"')
                quoted = !quoted;
            else if (quoted || c is not (',' or '\n' or '\r'))
                value.Append(c);
            else if (c == ',')
                End();
            else if (c == '\n' && (line.Count > 0 || value.Length > 0))
            {
                End();
                lines.Add(line);
                line = [];
            }
        }

        if (quoted)
            throw new UserException($"{path}: a quote is not closed");
        if (line.Count > 0 || value.Length > 0)
        {
            End();
            lines.Add(line);
        }

        return lines;
    }
}
