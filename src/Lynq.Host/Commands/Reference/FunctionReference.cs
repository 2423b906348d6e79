using System.Text;
using Lynq.Templates;

namespace Lynq.Host.Commands.Reference;

/// <summary>
/// The page docs/functions.md: every function that templates can call. Names, arguments and what is refused come from the engine, and
/// the results of the examples are what the engine gives; only the descriptions are written by hand, in functions.txt.
/// </summary>
internal static class FunctionReference
{
    private const string Source = "functions.txt";

    private static readonly TemplateVariables Row = new(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["uid"] = "acme",
        ["plan"] = "gold",
        ["region"] = "eu",
        ["replicas"] = "3",
        ["none"] = "",
        ["url"] = "https://acme.example.com:8443/shop",
        ["cfg"] = """{"db":{"host":"pg","port":5432}}""",
    });

    /// <summary>The page as Markdown.</summary>
    /// <exception cref="InvalidOperationException">A function is not described, described twice, or does not exist.</exception>
    public static string Markdown()
    {
        var page = new StringBuilder(Head);
        var functions = TemplateFunction.All.ToDictionary(f => f.Name, StringComparer.Ordinal);
        foreach (var (subject, entries) in Entries())
        {
            page.Append('\n').Append("## ").Append(subject).Append("\n\n");
            page.Append(entries.Any(e => e.Example.Length > 0) ? "| function | what it gives | example | result |\n| --- | --- | --- | --- |\n" : "| function | what it gives |\n| --- | --- |\n");
            var withExamples = entries.Any(e => e.Example.Length > 0);
            foreach (var entry in entries)
            {
                if (!functions.Remove(entry.Name, out var function))
                    throw new InvalidOperationException($"{Source}: {entry.Name} is no function, or is described twice");
                page.Append(Line(function, entry, withExamples));
            }
        }

        return functions.Count == 0 ? page.ToString() : throw new InvalidOperationException($"{Source} does not describe {string.Join(", ", functions.Keys)}");
    }

    private const string Head =
        """
        <!-- Made by "lynq docs functions"; change src/Lynq.Host/Commands/Reference/functions.txt instead. -->
        # Functions of templates

        Templates are Go's `text/template` with the functions of Sprig and Lynq's own; [writing-forms.md](writing-forms.md) says how they are used.
        A value from a pipe is the last argument: `{{ .plan | default "free" }}` is `default "free" .plan`. *varies* marks functions whose result
        is another one each time; a node keeps what it was rendered with until its row or its form changes.

        The examples are rendered for this row: `uid` acme, `plan` gold, `region` eu, `replicas` 3, `none` empty,
        `url` https://acme.example.com:8443/shop, `cfg` {"db":{"host":"pg","port":5432}}.

        """;

    private static string Line(TemplateFunction function, Entry entry, bool withExamples)
    {
        var name = $"| `{string.Join(' ', [function.Name, .. function.Parameters])}` | ";
        if (function.RefusedBecause is { } reason)
            return $"{name}refused: {reason} |\n";
        var what = entry.Description + (function.IsNonDeterministic ? " (*varies*)" : "");
        if (!withExamples)
            return $"{name}{what} |\n";
        var example = entry.Example.Length == 0 ? " | " : $"`{Cell(entry.Example)}` | `{Cell(Template.Parse(entry.Example).Render(Row).Text)}`";
        return $"{name}{what} | {example} |\n";
    }

    // A bar ends a cell, also within code.
    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static List<(string Subject, List<Entry> Entries)> Entries()
    {
        using var stream = typeof(FunctionReference).Assembly.GetManifestResourceStream(Source)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var subjects = new List<(string Subject, List<Entry> Entries)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                subjects.Add((line[2..], []));
            else if (line.Split('|', 3, StringSplitOptions.TrimEntries) is [var name, var description, var example])
                subjects[^1].Entries.Add(new(name, description, example));
        }

        return subjects;
    }

    private sealed record Entry(string Name, string Description, string Example);
}
