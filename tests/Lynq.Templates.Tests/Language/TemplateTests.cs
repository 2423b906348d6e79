using System.Text.Json;
using Lynq.Templates.Values;
using Shouldly;
using Xunit;

namespace Lynq.Templates.Tests.Language;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("{{ int \"5\" }}", 5L)]
    [InlineData("  {{ int \"5\" }}\n", 5L)]
    [InlineData("{{ $x := int \"5\" }}{{ $x }}", 5L)]
    [InlineData("{{ if true }}{{ bool \"on\" }}{{ end }}", true)]
    [InlineData("{{ default (int 3) \"\" }}", 3L)]
    [InlineData("{{ float \"2\" }}", 2.0)]
    [InlineData("{{ int 1 }}{{ int 2 }}", null)]
    [InlineData("{{ int 1 }}Mi", null)]
    [InlineData("x{{ int 1 }}", null)]
    [InlineData("{{ add (int 1) 1 }}", null)]
    [InlineData("{{ print (int 1) }}", null)]
    public void Carries_the_type_of_a_whole_result(string text, object? value) => Render(text).Value.ShouldBe(value);

    [Theory]
    [InlineData("{{ .nope | default \"d\" }}", "d")]
    [InlineData("{{ default \"d\" .nope }}", "d")]
    [InlineData("{{ default \"d\" $.nope }}", "d")]
    [InlineData("{{ (.nope) | default \"d\" }}", "d")]
    [InlineData("{{ coalesce .nope .nada \"c\" }}", "c")]
    [InlineData("{{ if .nope }}y{{ else }}n{{ end }}", "n")]
    [InlineData("{{ with $x := .nope }}y{{ else }}n{{ end }}", "n")]
    [InlineData("{{ empty .nope }}", "true")]
    [InlineData("{{ ternary \"a\" \"b\" .nope }}", "b")]
    [InlineData("{{ .nope | ternary \"a\" \"b\" }}", "b")]
    [InlineData("{{ hasKey .nope \"k\" }}", "false")]
    public void Takes_an_unmapped_variable_as_empty_where_it_is_tested(string text, string expected) =>
        Render(text).Text.ShouldBe(expected);

    [Theory]
    [InlineData("{{ .nope }}")]
    [InlineData("{{ .nope | upper | default \"d\" }}")]
    [InlineData("{{ if eq .nope \"x\" }}{{ end }}")]
    [InlineData("{{ (fromJson \"{}\").nope | default \"d\" }}")]
    [InlineData("{{ with fromJson \"{\\\"a\\\":1}\" }}{{ .nope | default \"d\" }}{{ end }}")]
    public void Fails_for_a_missing_name_elsewhere(string text) =>
        Should.Throw<TemplateException>(() => Render(text)).Message.ShouldContain("map has no entry for key \"nope\"");

    [Theory]
    [InlineData("a\n  {{ .nope }}", 2, 6)]
    [InlineData("é{{ .uid | fail }}", 1, 13)]
    public void Says_where_a_render_failed(string text, int line, int column)
    {
        var error = Should.Throw<TemplateException>(() => Render(text));

        (error.Line, error.Column).ShouldBe((line, column));
    }

    [Theory]
    [InlineData("a\n{{ nope }}", 2, 4)]
    [InlineData("{{ if }}", 1, 7)]
    public void Says_where_a_text_is_no_template(string text, int line, int column)
    {
        var error = Should.Throw<TemplateSyntaxException>(() => Template.Parse(text));

        (error.Line, error.Column).ShouldBe((line, column));
    }

    [Theory]
    [InlineData("{{ range until 1000000 }}{{ range until 1000 }}{{ end }}{{ end }}")]
    [InlineData("{{ repeat 2000000 \"x\" }}")]
    [InlineData("{{ printf \"%999999d\" 1 }}{{ printf \"%999999d\" 1 }}")]
    [InlineData("{{ printf \"%*d\" 5000000 1 | len }}{{ fail \"width is bad\" }}")]
    [InlineData("{{ $x := \"xxxxxxxxxx\" }}{{ range until 100 }}{{ $x = print $x $x }}{{ end }}")]
    [InlineData("{{ define \"a\" }}{{ template \"a\" . }}{{ end }}{{ template \"a\" . }}")]
    [InlineData("{{ seq 1 100000000 }}")]
    [InlineData("{{ $d := dict }}{{ $_ := set $d \"a\" $d }}{{ $d | toJson | len }}{{ fail \"cyclic\" }}")]
    public void Stops_what_runs_away(string text) => Should.Throw<TemplateException>(() => Render(text));

    [Fact]
    public void Refuses_deep_nesting_without_crashing()
    {
        Should.Throw<TemplateSyntaxException>(() => Template.Parse("{{ " + new string('(', 100_000) + "1" + new string(')', 100_000) + " }}"));
        Should.Throw<TemplateSyntaxException>(() => Template.Parse(string.Concat(Enumerable.Repeat("{{ if true }}", 100_000))));
    }

    [Fact]
    public void Renders_any_byte_string_as_it_is_and_never_evaluates_it()
    {
        const int Seed = 7_102_026;
        var random = new Random(Seed);
        var template = Template.Parse("{{ .v }}");
        var inside = Template.Parse("<{{ .v }}>");
        string[] pieces = ["{{", "}}", "{{ .secret }}", "{{ fail \"x\" }}", "__LYNQ_TYPE_INT__", "\"", "`", "\\", "é", "🎉"];
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = new byte[random.Next(0, 16)];
            random.NextBytes(bytes);
            var value = GoText.FromBytes([.. bytes, .. GoText.ToBytes(pieces[random.Next(pieces.Length)]), .. bytes]);
            var row = new Dictionary<string, object?>(StringComparer.Ordinal) { ["v"] = value, ["secret"] = "s3cret" };

            template.Render(row).ToUtf8().ShouldBe(GoText.ToBytes(value), $"seed {Seed}, case {i}");
            template.Render(row).IsTyped.ShouldBeFalse();
            inside.Render(row).ToUtf8().ShouldBe(GoText.ToBytes($"<{value}>"), $"seed {Seed}, case {i}");
        }
    }

    [Fact]
    public void Gives_a_text_without_actions_back_without_allocating()
    {
        const string Text = "a }} b";
        var template = Template.Parse(Text);
        var row = new TemplateVariables(new Dictionary<string, object?>(StringComparer.Ordinal));
        template.Render(row).Text.ShouldBeSameAs(Text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        template.Render(row);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Keeps_what_a_template_changes_to_itself()
    {
        var row = new TemplateVariables(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["uid"] = "u",
            ["nested"] = JsonDocument.Parse("""{"a":1}""").RootElement,
        });
        var changing = Template.Parse("{{ $_ := set . \"uid\" \"x\" }}{{ $_ := set .nested \"a\" 2 }}{{ .uid }}{{ .nested.a }}");

        changing.Render(row).Text.ShouldBe("x2");
        Template.Parse("{{ .uid }}{{ .nested.a }}").Render(row).Text.ShouldBe("u1");
    }

    [Fact]
    public void Knows_its_variables_and_its_random_functions()
    {
        var template = Template.Parse("{{ .uid }}{{ range .list }}{{ .inner }}{{ $.port }}{{ end }}{{ uuidv4 }}{{ if now }}{{ .x.y }}{{ end }}");

        template.Variables.ShouldBe(["list", "port", "uid", "x"]);
        template.NonDeterministicFunctions.ShouldBe(["now", "uuidv4"]);
    }

    [Theory]
    [InlineData("upper", true)]
    [InlineData("and", true)]
    [InlineData("env", false)]
    [InlineData("include", false)]
    public void Knows_the_names_of_functions(string name, bool known) => Template.IsFunction(name).ShouldBe(known);

    [Fact]
    public void Keeps_parsed_templates_within_bounds()
    {
        var cache = new TemplateCache(8);
        for (var i = 0; i < 100; i++)
        {
            cache.Get($"{{{{ {i} }}}}").Render(new Dictionary<string, object?>(StringComparer.Ordinal)).Text.ShouldBe($"{i}");
        }

        cache.Count.ShouldBeLessThanOrEqualTo(8);
        cache.Get("{{ 99 }}").ShouldBeSameAs(cache.Get("{{ 99 }}"));
    }

    [Fact]
    public void Renders_on_many_threads_at_a_time()
    {
        var template = Template.Parse("{{ $x := .n }}{{ range until 50 }}{{ $x }}{{ end }}");

        Parallel.For(0, 2_000, i => template.Render(new Dictionary<string, object?>(StringComparer.Ordinal) { ["n"] = $"{i};" })
            .Text.ShouldBe(string.Concat(Enumerable.Repeat($"{i};", 50))));
    }

    private static TemplateResult Render(string text) =>
        Template.Parse(text).Render(new Dictionary<string, object?>(StringComparer.Ordinal) { ["uid"] = "acme" });

    [Theory]
    [InlineData("{{ $x := 1 }}{{ with $x := add $x 1 }}{{ $x }}{{ end }}{{ $x }}", "21")]
    [InlineData("{{ $x := 5 }}{{ range $x := list $x }}{{ $x := add $x 1 }}{{ $x }}{{ end }}{{ $x }}", "65")]
    [InlineData("{{ $x := dict \"k\" \"v\" }}{{ $x := index $x \"k\" }}{{ $x }}", "v")]
    public void A_declaration_reads_the_variable_of_its_name_from_before(string text, string expected) =>
        Template.Parse(text).Render(new Dictionary<string, object?>(StringComparer.Ordinal)).Text.ShouldBe(expected);

    [Fact]
    public void A_declaration_that_reads_itself_fails_when_it_runs()
    {
        var template = Template.Parse("{{ $x := $x }}");
        Should.Throw<TemplateException>(() => template.Render(new Dictionary<string, object?>(StringComparer.Ordinal)))
            .Reason.ShouldContain("undefined variable: $x");
    }
}
