using System.Diagnostics;
using System.Globalization;
using Lynq.Templates;

namespace Lynq.Benchmarks.Templates;

/// <summary>Rows whose values are made to hurt: each must end soon and cheaply, with a result or a proper error.</summary>
internal static class HostileRows
{
    private const int MiB = 1 << 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(50);
    private const long MostBytes = 16L * MiB;

    private static readonly (string Name, string Value)[] s_values =
    [
        ("1 MiB of a", new('a', MiB)),
        ("1 MiB of commas", new(',', MiB)),
        ("1 MiB of spaces", new(' ', MiB)),
        ("1 MiB of digits", new('9', MiB)),
        ("1 MiB of quotes", new('"', MiB)),
        ("1 MiB of control characters", new('\u0001', MiB)),
        ("1 MiB of Hangul", new('한', MiB / 3)),
        ("1 MiB of actions", string.Concat(Enumerable.Repeat("{{ .v }}", MiB / 8))),
        ("deep JSON arrays", new('[', MiB)),
        ("deep JSON objects", string.Concat(Enumerable.Repeat("{\"a\":", MiB / 5))),
        ("wide JSON", "[" + string.Concat(Enumerable.Repeat("1,", MiB / 2)) + "1]"),
        ("nested repeats", "((((((a{1,9}){1,9}){1,9}){1,9}){1,9}){1,9}){1,9}"),
        ("alternatives", string.Join('|', Enumerable.Repeat("(a|aa)+", 1000))),
        ("deep groups", new string('(', 10_000) + new string(')', 10_000)),
        ("a huge number", "99999999999999999999"),
        ("a huge exponent", "1e999999999"),
        ("percent signs", string.Concat(Enumerable.Repeat("%999999d", 1000))),
    ];

    private static readonly string[] s_templates =
    [
        "{{ .v }}", "{{ .v | upper | trunc 63 }}", "{{ .v | quote }}", "{{ .v | squote | b64enc }}", "{{ .v | fromJson | toJson }}",
        "{{ range splitList \",\" .v }}x{{ end }}", "{{ (split \",\" .v)._0 | trunc 9 }}", "{{ .v | replace \"a\" .v }}",
        "{{ repeat (int .v) \"x\" }}", "{{ range until (int .v) }}{{ end }}", "{{ seq 1 (int .v) | trunc 9 }}",
        "{{ regexMatch \"(a+)+$\" .v }}", "{{ regexMatch .v \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\" }}",
        "{{ regexReplaceAll \"(a|aa)*b\" .v \"x\" | trunc 9 }}", "{{ regexFindAll \".\" .v -1 | len }}",
        "{{ addf .v 1 }}", "{{ mul .v .v }}", "{{ float .v }}", "{{ .v | int64 }}", "{{ divf 1 .v }}", "{{ printf .v 1 }}",
        "{{ printf \"%q\" .v | trunc 9 }}", "{{ printf \"%*d\" (int .v) 1 | trunc 9 }}", "{{ semver .v }}", "{{ semverCompare .v \"1.2.3\" }}",
        "{{ toDate .v \"2024\" }}", "{{ date .v now | trunc 9 }}", "{{ duration .v }}", "{{ urlParse .v }}", "{{ .v | toHost | trunc 9 }}",
        "{{ .v | wrap 1 | trunc 9 }}", "{{ .v | snakecase | trunc 9 }}", "{{ .v | camelcase | trunc 9 }}", "{{ .v | title | trunc 9 }}",
        "{{ .v | initials | trunc 9 }}", "{{ .v | nospace | trunc 9 }}", "{{ .v | indent 4 | trunc 9 }}", "{{ .v | html | trunc 9 }}",
        "{{ .v | js | trunc 9 }}", "{{ .v | urlquery | trunc 9 }}", "{{ .v | sha512sum }}", "{{ .v | sortAlpha }}", "{{ .v | trunc63 }}",
        "{{ .v | splitList \"\" | uniq | len }}", "{{ .v | splitList \",\" | join \";\" | trunc 9 }}", "{{ .v | trimAll \"a,\" }}",
        "{{ .v | b64dec | trunc 9 }}", "{{ .v | b32dec | trunc 9 }}", "{{ .v | clean | trunc 9 }}", "{{ .v | shuffle | trunc 9 }}",
        "{{ index .v 5 }}{{ len .v }}", "{{ lt .v .v }}", "{{ .v | bool }}", "{{ .v | adler32sum }}", "{{ .v | swapcase | trunc 9 }}",
    ];

    /// <summary>Runs every template on every value; prints what is worst.</summary>
    /// <returns>Whether all stayed within the limits.</returns>
    public static bool Run()
    {
        var good = true;
        (TimeSpan Time, string Name) slowest = default;
        (long Bytes, string Name) largest = default;
        foreach (var text in s_templates)
        {
            var template = Template.Parse(text);
            RenderOnce(template, "1");
            foreach (var (name, value) in s_values)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var time = Fastest(template, value);
                var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Repeats;
                slowest = time > slowest.Time ? (time, $"{text} on {name}") : slowest;
                largest = bytes > largest.Bytes ? (bytes, $"{text} on {name}") : largest;
                if (time > s_limit || bytes > MostBytes)
                {
                    good = false;
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"hostile: {text} on {name}: {time.TotalMilliseconds:F1} ms, {bytes / (double)MiB:F1} MiB"));
                }
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"hostile rows: slowest {slowest.Time.TotalMilliseconds:F1} ms ({slowest.Name})"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"hostile rows: largest {largest.Bytes / (double)MiB:F1} MiB ({largest.Name})"));
        return good;
    }

    private const int Repeats = 3;

    /// <summary>The best of a few, since other work on the machine is not what is measured.</summary>
    private static TimeSpan Fastest(Template template, string value)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Repeats; i++)
        {
            var clock = Stopwatch.StartNew();
            RenderOnce(template, value);
            best = clock.Elapsed < best ? clock.Elapsed : best;
        }

        return best;
    }

    private static void RenderOnce(Template template, string value)
    {
        try
        {
            template.Render(new Dictionary<string, object?>(StringComparer.Ordinal) { ["v"] = value });
        }
        catch (TemplateException)
        {
            // An error is a proper end.
        }
    }
}
