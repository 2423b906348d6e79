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
        ("counted letters", @"\pL{999}"),
        ("classes", string.Concat(Enumerable.Repeat(@"[^\PL\d]", 120))),
        ("an explosion", "(?:a|b)*a(?:a|b){400}(?:a|b){400}"),
        ("folded scripts", "(?i)" + string.Concat(Enumerable.Repeat(@"\p{Greek}", 110))),
        ("1 MiB of letters", string.Create(MiB, new Random(7), static (text, random) =>
        {
            foreach (ref var c in text) c = (char)random.Next('a', 'c');
        })),
        ("32 KiB of letters", string.Create(MiB / 32, new Random(7), static (text, random) =>
        {
            foreach (ref var c in text) c = (char)random.Next('a', 'c');
        })),
        ("deep groups", new string('(', 10_000) + new string(')', 10_000)),
        ("a huge number", "99999999999999999999"),
        ("a huge exponent", "1e999999999"),
        ("percent signs", string.Concat(Enumerable.Repeat("%999999d", 1000))),
    ];

    // Not bcrypt, htpasswd and derivePassword: by definition they cost the same for every value.
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
        "{{ printf \"%x\" .v | trunc 9 }}", "{{ printf \"%+q\" .v | trunc 9 }}", "{{ printf \"% #X\" .v | trunc 9 }}",
        "{{ .v | kebabcase | trunc 9 }}", "{{ .v | untitle | trunc 9 }}", "{{ .v | abbrev 20 }}", "{{ wrapWith 1 .v .v | trunc 9 }}",
        "{{ encryptAES \"key\" .v | trunc 9 }}", "{{ decryptAES \"key\" .v | trunc 9 }}", "{{ .v | b32enc | trunc 9 }}",
        "{{ .v | fromJson | toPrettyJson | trunc 9 }}", "{{ .v | mustFromJson | toString | trunc 9 }}", "{{ .v | toJson | trunc 9 }}",
        "{{ .v | splitList \"\" | sortAlpha | len }}", "{{ without (splitList \"\" .v) \"b\" | len }}", "{{ has \"b\" (splitList \",\" .v) }}",
        "{{ range $i, $c := splitList \"\" .v }}{{ $c }}{{ end }}", "{{ chunk 1 (splitList \"\" .v) | len }}", "{{ splitn \",\" 3 .v | len }}",
        "{{ regexSplit \",\" .v -1 | len }}", "{{ regexReplaceAll \"[^a-z]\" .v \"-\" | trunc 9 }}", "{{ regexReplaceAll \"(.)\" .v \"$1$1\" | trunc 9 }}",
        "{{ regexReplaceAllLiteral \"\" .v .v | trunc 9 }}", "{{ regexFind \"a{1,63}$\" .v }}", "{{ regexMatch \"^.{1,999}x$\" .v }}",
        "{{ regexMatch \"(a|9).{500}b\" .v }}", "{{ regexMatch \"\\\\p{L}{200}\\\\d\" .v }}", "{{ regexMatch .v .v }}",
        "{{ regexMatch \"(a|b)*a(a|b){60}c\" .v }}", "{{ regexMatch \"a.{60}c\" .v }}", "{{ regexQuoteMeta .v | trunc 9 }}",
        "{{ durationRound .v }}", "{{ mustToDate \"2006-01-02\" .v }}", "{{ urlJoin (urlParse .v) | trunc 9 }}", "{{ .v | sha256sum }}", "{{ cat .v .v | trunc 9 }}",
        "{{ mulf .v .v .v }}", "{{ atoi .v }}", "{{ toDecimal .v }}", "{{ float64 .v }}", "{{ .v | trimSuffix .v }}", "{{ contains .v .v }}", "{{ fail .v }}",
        "{{ index .v 5 }}{{ len .v }}", "{{ lt .v .v }}", "{{ .v | bool }}", "{{ .v | adler32sum }}", "{{ .v | swapcase | trunc 9 }}",
    ];

    private const int Repeats = 3;
    private const int Shown = 10;

    /// <summary>Runs every template on every value; prints what is worst.</summary>
    /// <returns>Whether all stayed within the limits.</returns>
    public static bool Run()
    {
        var costs = s_templates.SelectMany(Measure).ToArray();
        var beyond = costs.Count(static cost => cost.IsBeyond);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"hostile rows: {costs.Length} renders, {beyond} beyond {s_limit.TotalMilliseconds} ms of CPU or {MostBytes / MiB} MiB allocated; the worst:"));
        foreach (var cost in costs.OrderByDescending(static cost => cost.Share).Take(Math.Max(Shown, beyond)))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {cost.Time.TotalMilliseconds,6:F1} of {s_limit.TotalMilliseconds} ms {cost.Bytes / (double)MiB,6:F1} of {MostBytes / MiB} MiB  {cost.Name}"));
        }

        return beyond == 0;
    }

    private static IEnumerable<Cost> Measure(string text)
    {
        var template = Template.Parse(text);
        for (var i = 0; i < 100; i++)
        {
            RenderOnce(template, "1");
        }

        return s_values.Select(value => Measure(template, value.Name, value.Value)).ToArray();
    }

    /// <summary>The best of a few, since the first ones run code that is not optimized yet.</summary>
    private static Cost Measure(Template template, string name, string value)
    {
        var time = TimeSpan.MaxValue;
        var bytes = long.MaxValue;
        var end = "result";
        for (var i = 0; i < Repeats; i++)
        {
            var (startTime, startBytes) = (ThreadClock.Now, GC.GetAllocatedBytesForCurrentThread());
            end = RenderOnce(template, value);
            time = TimeSpan.FromTicks(Math.Min(time.Ticks, (ThreadClock.Now - startTime).Ticks));
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - startBytes);
        }

        return new($"{template.Text} on {name}: {end}", time, bytes);
    }

    private static string RenderOnce(Template template, string value)
    {
        try
        {
            template.Render(new Dictionary<string, object?>(StringComparer.Ordinal) { ["v"] = value });
            return "result";
        }
        catch (TemplateException)
        {
            // An error is a proper end.
            return "error";
        }
    }

    private sealed record Cost(string Name, TimeSpan Time, long Bytes)
    {
        public double Share => Math.Max(Time / s_limit, (double)Bytes / MostBytes);

        public bool IsBeyond => Share > 1;
    }
}
