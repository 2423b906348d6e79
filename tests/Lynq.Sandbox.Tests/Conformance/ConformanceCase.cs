namespace Lynq.Sandbox.Tests.Conformance;

/// <summary>One case: a title and its steps, read from the case files beside this source.</summary>
public sealed record ConformanceCase(string Title, IReadOnlyList<string> Steps)
{
    public static IReadOnlyList<ConformanceCase> All { get; } = [.. Read().Concat(KindCases.All)];

    public override string ToString() => Title;

    private static IEnumerable<ConformanceCase> Read()
    {
        var assembly = typeof(ConformanceCase).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".case", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var (title, steps) = ("", new List<string>());
            while (reader.ReadLine() is { } line)
            {
                if (line.StartsWith("## ", StringComparison.Ordinal))
                {
                    if (steps.Count > 0) yield return new ConformanceCase(title, steps);
                    (title, steps) = (line[3..], []);
                }
                else if (line.Length > 0 && line[0] != '#')
                {
                    steps.Add(line);
                }
            }

            if (steps.Count > 0) yield return new ConformanceCase(title, steps);
        }
    }
}
