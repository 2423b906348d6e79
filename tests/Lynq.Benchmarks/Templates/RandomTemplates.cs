using System.Text;
using Lynq.Templates.Functions;

namespace Lynq.Benchmarks.Templates;

/// <summary>Makes random templates by the language's grammar, and damages them.</summary>
/// <param name="random">The source of chance.</param>
internal sealed class RandomTemplates(Random random)
{
    private static readonly string[] s_costly = ["gen", "bcrypt", "htpasswd", "derivePassword", "buildCustomCert"];

    private static readonly string[] s_functions =
        [.. FunctionTable.All.Keys.Where(n => !s_costly.Any(c => n.StartsWith(c, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];

    private static readonly string[] s_atoms =
    [
        ".", "$", ".a", ".b", ".c.d", "$.a", "$x", ".missing", "1", "-3", "0", "2.5", "1e3", "0x1F", "1_000", "1i", "'a'", "'\\n'",
        "true", "false", "nil", "\"\"", "\"text\"", "\"é世\"", "`raw`", "\"%d %s %v\"", "\"a,b,c\"", "\"2006-01-02\"", "\"(a|b)+\"",
        "\"{\\\"k\\\":[1,null]}\"", "\"1.2.3\"", "9223372036854775807", "18446744073709551615",
    ];

    private static readonly string[] s_junk =
    [
        "{{", "}}", "{{-", "-}}", "|", "(", ")", ":=", "=", ",", "\"", "'", "`", "/*", "*/", "$", ".", "..", "end", "else", "define",
        "\0", "\uD800", "\uDC80", "é", "\n", "%!", "[", "\\", "0x", "1e", "--", "{{end}}", "{{else}}", "{{break}}",
    ];

    /// <summary>A template, sometimes damaged.</summary>
    public string Next()
    {
        var text = new StringBuilder(random.Next(10) == 0 ? "" : "{{ $x := .list }}");
        for (var parts = random.Next(1, 4); parts > 0; parts--)
        {
            Part(text, 0);
        }

        for (var damages = random.Next(3) == 0 ? random.Next(1, 4) : 0; damages > 0; damages--)
        {
            Damage(text);
        }

        return text.ToString();
    }

    private void Part(StringBuilder text, int depth)
    {
        var kind = depth > 3 ? random.Next(5) : random.Next(10);
        switch (kind)
        {
            case 0:
                text.Append(Pick(["x", " \n", "text", "é"]));
                break;
            case < 4:
                text.Append(Pick(["{{ ", "{{- "]));
                Pipeline(text, depth);
                text.Append(Pick([" }}", " -}}"]));
                break;
            case 4:
                text.Append("{{ $x ").Append(Pick([":=", "="])).Append(' ');
                Pipeline(text, depth);
                text.Append(" }}");
                break;
            case < 9:
                Block(text, depth, Pick(["if", "with", "range", "range $x :=", "range $i, $x :=", "block \"t\"", "if"]));
                break;
            default:
                text.Append("{{ define \"t\" }}");
                Part(text, depth + 1);
                text.Append("{{ end }}{{ template \"t\" . }}");
                break;
        }
    }

    private void Block(StringBuilder text, int depth, string word)
    {
        text.Append("{{ ").Append(word).Append(' ');
        Pipeline(text, depth);
        text.Append(" }}");
        Part(text, depth + 1);
        if (random.Next(3) == 0)
        {
            text.Append("{{ else }}");
            Part(text, depth + 1);
        }

        text.Append(random.Next(8) == 0 ? "{{ break }}{{ end }}" : "{{ end }}");
    }

    private void Pipeline(StringBuilder text, int depth)
    {
        Command(text, depth);
        for (var stages = random.Next(3); stages > 0; stages--)
        {
            text.Append(" | ");
            Call(text, depth);
        }
    }

    private void Command(StringBuilder text, int depth)
    {
        if (random.Next(2) == 0)
        {
            Atom(text, depth);
        }
        else
        {
            Call(text, depth);
        }
    }

    private void Call(StringBuilder text, int depth)
    {
        text.Append(Pick(s_functions));
        for (var arguments = random.Next(4); arguments > 0; arguments--)
        {
            text.Append(' ');
            Atom(text, depth);
        }
    }

    private void Atom(StringBuilder text, int depth)
    {
        if (depth < 4 && random.Next(5) == 0)
        {
            text.Append('(');
            Pipeline(text, depth + 1);
            text.Append(')').Append(random.Next(6) == 0 ? ".k" : "");
        }
        else
        {
            text.Append(Pick(s_atoms));
        }
    }

    private void Damage(StringBuilder text)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(3))
        {
            case 0:
                text.Insert(at, Pick(s_junk));
                break;
            case 1:
                text.Remove(at, Math.Min(random.Next(1, 5), text.Length - at));
                break;
            default:
                var length = Math.Min(random.Next(1, 12), text.Length - at);
                text.Insert(random.Next(text.Length + 1), text.ToString(at, length));
                break;
        }
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];
}
