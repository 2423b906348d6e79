using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Benchmarks.Reporting;

/// <summary>Collects figures, shows each as it comes, and prints all of them at the end: a table for people, JSON for programs.</summary>
internal sealed class Report
{
    private readonly List<Figure> _figures = [];
    private readonly JsonObject _facts = [];

    /// <summary>Whether every limit was kept.</summary>
    public bool IsKept => _figures.All(figure => figure.IsKept != false);

    /// <summary>Tells what is going on.</summary>
    public static void Progress(string text) => Console.Error.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss} {text}");

    /// <summary>Adds a figure.</summary>
    public void Add(Figure figure)
    {
        _figures.Add(figure);
        Progress($"{figure.Benchmark}: {figure.What} = {Numbers.Text(figure.Value)} {figure.Unit} {LimitText(figure)} {figure.Note}");
    }

    /// <summary>Adds something that is true of the whole run, such as the server's version.</summary>
    public void Fact(string name, string value) => _facts[name] = value;

    /// <summary>All figures as an aligned table.</summary>
    public string Table()
    {
        List<string[]> rows = [["benchmark", "figure", "value", "limit", "", "how"]];
        rows.AddRange(_figures.Select(figure => new[]
        {
            figure.Benchmark, figure.What, $"{Numbers.Text(figure.Value)} {figure.Unit}".TrimEnd(), LimitText(figure), Verdict(figure), figure.Note,
        }));
        var widths = Enumerable.Range(0, 6).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var (name, value) in _facts) text.AppendLine($"{name}: {value}");
        text.AppendLine();
        foreach (var row in rows)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => column == 2 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
        return text.ToString();
    }

    /// <summary>All figures as a Markdown table, under the facts.</summary>
    public string Markdown()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in _facts) text.AppendLine($"- {name}: {value}");
        text.AppendLine().AppendLine("| benchmark | figure | value | limit | | how |").AppendLine("| --- | --- | ---: | --- | --- | --- |");
        foreach (var figure in _figures)
            text.AppendLine($"| {figure.Benchmark} | {figure.What} | {Numbers.Text(figure.Value)} {figure.Unit} | {LimitText(figure).Replace("<=", "≤", StringComparison.Ordinal).Replace(">=", "≥", StringComparison.Ordinal)} | {(figure.IsKept == false ? "**missed**" : Verdict(figure))} | {Cut(figure.Note.Replace("|", "\\|", StringComparison.Ordinal))} |");
        return text.ToString();
    }

    /// <summary>All figures as JSON.</summary>
    public string Json() => new JsonObject
    {
        ["facts"] = _facts.DeepClone(),
        ["figures"] = new JsonArray([.. _figures.Select(figure => new JsonObject
        {
            ["benchmark"] = figure.Benchmark,
            ["figure"] = figure.What,
            ["value"] = figure.Value,
            ["unit"] = figure.Unit,
            ["limit"] = figure.Limit?.Bound,
            ["limitIs"] = figure.Limit is { } limit ? limit.IsFloor ? "at least" : "at most" : null,
            ["kept"] = figure.IsKept,
            ["note"] = figure.Note,
        })]),
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    private static string Cut(string text) => text.Length <= 200 ? text : text[..Math.Max(text.LastIndexOf(',', 200), 100)] + ", …";

    private static string LimitText(Figure figure) =>
        figure.Limit is { } limit ? $"{(limit.IsFloor ? ">=" : "<=")} {Numbers.Text(limit.Bound)}" : "";

    private static string Verdict(Figure figure) => figure.IsKept switch { true => "ok", false => "MISSED", null => "" };
}
