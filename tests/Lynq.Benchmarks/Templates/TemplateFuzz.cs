using System.Diagnostics;
using System.Globalization;
using Lynq.Templates;
using Lynq.Templates.Values;

namespace Lynq.Benchmarks.Templates;

/// <summary>Random templates on random values: nothing but a result or one of the two exceptions may come of it, and soon.</summary>
internal static class TemplateFuzz
{
    private const int DefaultCount = 1_000_000;
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(20);

    /// <summary>Runs; 0 when nothing was found.</summary>
    public static int Run(string[] options)
    {
        var count = Option(options, "--count", DefaultCount);
        var seed = Option(options, "--seed", Random.Shared.Next());
        Console.WriteLine($"{count} templates, seed {seed}");
        var found = 0;
        var (rendered, failed, rejected) = (0L, 0L, 0L);
        var total = Stopwatch.StartNew();
        Parallel.ForEach(
            System.Collections.Concurrent.Partitioner.Create(0, count, 1_000),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            range =>
            {
                for (var i = range.Item1; i < range.Item2; i++)
                {
                    var random = new Random(unchecked(seed + (i * 7919)));
                    var (template, row) = (new RandomTemplates(random).Next(), Row(random));
                    var clock = Stopwatch.StartNew();
                    try
                    {
                        Template.Parse(template).Render(row);
                        Interlocked.Increment(ref rendered);
                    }
                    catch (TemplateException)
                    {
                        Interlocked.Increment(ref failed);
                    }
                    catch (TemplateSyntaxException)
                    {
                        Interlocked.Increment(ref rejected);
                    }
                    catch (Exception e)
                    {
                        Interlocked.Increment(ref found);
                        Console.WriteLine($"case {i}: {e.GetType().Name}: {e.Message}\n{template}\n{e.StackTrace}");
                    }

                    if (clock.Elapsed > s_slow)
                    {
                        Interlocked.Increment(ref found);
                        Console.WriteLine($"case {i}: {clock.Elapsed}\n{template}");
                    }
                }
            });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rendered} rendered, {failed} failed, {rejected} were no templates, {found} faults, in {total.Elapsed.TotalSeconds:F0} s"));
        return found == 0 ? 0 : 1;
    }

    private static Dictionary<string, object?> Row(Random random) => new(StringComparer.Ordinal)
    {
        ["a"] = Text(random),
        ["b"] = random.Next(3) switch { 0 => random.Next(-5, 50), 1 => random.NextDouble() * 1e9, _ => Text(random) },
        ["c"] = random.Next(4) == 0 ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { ["d"] = Text(random), ["k"] = null },
        ["list"] = new object?[] { 1, "x", null, Text(random) },
    };

    private static string Text(Random random)
    {
        string[] samples =
        [
            "", "1", "-7", "3.99", "true", "acme-01", "a,b,c", "é世界", "{{ .a }}", "__LYNQ_TYPE_INT__5", "{\"k\":{\"d\":[1,2]}}",
            "https://user:pw@host:8080/p?q=1#f", "2024-02-29", "1.2.3-rc.1+b", "%d%s%!", "(a|b", "\t\r\n\0",
        ];
        if (random.Next(3) > 0)
        {
            return samples[random.Next(samples.Length)];
        }

        var bytes = new byte[random.Next(0, 40)];
        random.NextBytes(bytes);
        return GoText.FromBytes(bytes);
    }

    private static int Option(string[] options, string name, int fallback)
    {
        var at = Array.IndexOf(options, name);
        return at >= 0 && at + 1 < options.Length ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : fallback;
    }
}
