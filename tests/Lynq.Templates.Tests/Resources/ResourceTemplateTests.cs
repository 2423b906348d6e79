using System.Text;
using System.Text.Json;
using Lynq.Templates.Resources;
using Shouldly;
using Xunit;

namespace Lynq.Templates.Tests.Resources;

public sealed class ResourceTemplateTests
{
    private static readonly TemplateVariables s_row = new(new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["uid"] = "acme",
        ["port"] = "8080",
        ["on"] = "yes",
        ["evil"] = "{{ .uid }}",
    });

    [Theory]
    [InlineData("""{"kind":"Deployment","spec":{"replicas":"{{ .port | int }}"}}""", """{"kind":"Deployment","spec":{"replicas":8080}}""")]
    [InlineData("""{"spec":{"on":"\n  {{ .on | bool }}\n"}}""", """{"spec":{"on":true}}""")]
    [InlineData("""{"a":["{{ float \"1.5\" }}",["{{ .uid }}",["{{ .port | int }}"]]]}""", """{"a":[1.5,["acme",[8080]]]}""")]
    [InlineData("""{"a":"{{ .port | int }}/tcp"}""", """{"a":"8080/tcp"}""")]
    [InlineData("""{"a":"{{ float \"inf\" }}"}""", """{"a":"\u002BInf"}""")]
    [InlineData("""{"{{ .uid }}":"{{ .uid }}"}""", """{"{{ .uid }}":"acme"}""")]
    [InlineData("""{"a":"{{ .evil }}"}""", """{"a":"{{ .uid }}"}""")]
    [InlineData("""{"kind":"ConfigMap","data":{"p":"{{ .port | int }}"},"x":"{{ .port | int }}"}""", """{"kind":"ConfigMap","data":{"p":"8080"},"x":8080}""")]
    [InlineData("""{"kind":"Secret","stringData":{"p":" {{ .port | int }}\n"}}""", """{"kind":"Secret","stringData":{"p":"8080"}}""")]
    [InlineData("""{"kind":"X","data":{"p":"{{ .port | int }}"}}""", """{"kind":"X","data":{"p":8080}}""")]
    [InlineData("""{"m":{"labels":{"p":"{{ .port | int }}"},"annotations":{"p":"{{ .port | int }}"},"port":"{{ .port | int }}"}}""", """{"m":{"labels":{"p":"8080"},"annotations":{"p":"8080"},"port":8080}}""")]
    [InlineData("""{"env":[{"name":"P","value":"{{ .port | int }}"}],"ports":[{"value":"{{ .port | int }}"}]}""", """{"env":[{"name":"P","value":"8080"}],"ports":[{"value":8080}]}""")]
    [InlineData("""{"args":["{{ .port | int }}"],"command":["{{ .port | int }}"],"list":["{{ .port | int }}"]}""", """{"args":["8080"],"command":["8080"],"list":[8080]}""")]
    [InlineData("""{"matchExpressions":[{"values":["{{ .port | int }}"]}],"o":[{"values":["{{ .port | int }}"]}]}""", """{"matchExpressions":[{"values":["8080"]}],"o":[{"values":[8080]}]}""")]
    [InlineData("""{"kind":"Service","spec":{"selector":{"p":"{{ .port | int }}"}}}""", """{"kind":"Service","spec":{"selector":{"p":"8080"}}}""")]
    [InlineData("""{"kind":"Other","spec":{"selector":{"p":"{{ .port | int }}"}}}""", """{"kind":"Other","spec":{"selector":{"p":8080}}}""")]
    [InlineData("""{"metadata":{"name":" {{ .uid }}\n","namespace":"{{ .uid }} ","other":"{{ .uid }} "}}""", """{"metadata":{"name":"acme","namespace":"acme","other":"acme "}}""")]
    public void Renders_strings_by_their_place(string tree, string expected)
    {
        var template = JsonTemplate.Compile(Parse(tree), "spec", new TemplateCache());

        Written(template).ShouldBe(expected);
        JsonElement.DeepEquals(template.Render(s_row), Parse(expected)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"a":{"b.c/d":["x","{{ .missing }}"]}}""", "spec.a[\"b.c/d\"][1]: ")]
    [InlineData("""{"list":[{"x":"{{ fail \"no\" }}"}]}""", "spec.list[0].x: ")]
    public void Names_the_field_that_fails(string tree, string path)
    {
        var template = JsonTemplate.Compile(Parse(tree), "spec", new TemplateCache());

        var error = Should.Throw<ResourceRenderException>(() => template.Render(s_row));

        error.Message.ShouldStartWith(path);
        error.InnerException.ShouldBeOfType<TemplateException>();
        error.IsIdentity.ShouldBeFalse();
    }

    [Fact]
    public void Names_the_field_that_is_no_template()
    {
        var error = Should.Throw<ResourceRenderException>(
            () => ResourceTemplate.Compile(Definition("""{"kind":"X"}""") with { LabelsTemplate = Map("app", "{{ nope }}") }, new TemplateCache()));

        error.FieldPath.ShouldBe("labelsTemplate.app");
        error.IsIdentity.ShouldBeTrue();
        error.Message.ShouldContain("function \"nope\" not defined");
    }

    [Fact]
    public void Renders_what_the_form_says_beside_the_object()
    {
        var rendered = Render(Definition(
            """{"kind":"X","metadata":{"labels":{"a":"1","b":"{{ .uid }}"},"annotations":{"keep":"me"}}}""") with
        {
            NameTemplate = "{{ .uid }}-web\n",
            LabelsTemplate = Map("a", "{{ .port | int }}"),
            AnnotationsTemplate = Map("note", "{{ .evil }}"),
            TargetNamespace = " {{ .uid }} ",
        });

        rendered.Name.ShouldBe("acme-web");
        rendered.Namespace.ShouldBe("acme");
        rendered.Labels.ShouldBe(Map("a", "8080"));
        rendered.Annotations.ShouldBe(Map("note", "{{ .uid }}"));
        rendered.Object.GetRawText().ShouldBe("""{"kind":"X","metadata":{"labels":{"a":"1","b":"acme"},"annotations":{"keep":"me"}}}""");
    }

    [Fact]
    public void Takes_name_and_namespace_of_the_spec_where_the_form_gives_none()
    {
        var rendered = Render(Definition("""{"kind":"X","metadata":{"name":"{{ .uid }}","namespace":"argocd"}}""") with { NameTemplate = "  " });

        rendered.Name.ShouldBe("acme");
        rendered.Namespace.ShouldBe("argocd");
    }

    [Fact]
    public void Needs_a_name() => Should.Throw<ResourceRenderException>(() => Render(Definition("""{"kind":"X"}""")))
        .Message.ShouldContain("name");

    [Fact]
    public void Renders_the_same_from_one_program_for_many_rows()
    {
        var program = ResourceTemplate.Compile(Definition("""{"kind":"X","c":{"deep":[1,2,{"x":null}],"uid":"{{ .uid }}"}}""") with { NameTemplate = "{{ .uid }}" }, new TemplateCache());

        foreach (var uid in Enumerable.Range(0, 100).Select(i => $"row-{i}"))
        {
            var rendered = program.Render(new TemplateVariables(Map("uid", uid)));
            rendered.Name.ShouldBe(uid);
            rendered.Object.GetRawText().ShouldBe($$$"""{"kind":"X","c":{"deep":[1,2,{"x":null}],"uid":"{{{uid}}}"}}""");
        }
    }

    [Fact]
    public void Replaces_bytes_that_JSON_cannot_hold()
    {
        var template = JsonTemplate.Compile(Parse("""{"a":"{{ trunc 1 \"é\" }}"}"""), "spec", new TemplateCache());

        template.Render(s_row).GetProperty("a").GetString().ShouldBe("\uFFFD");
        Written(template).ShouldBe("{\"a\":\"\\uFFFD\"}");
    }

    private static RenderedResource Render(ResourceDefinition definition) =>
        ResourceTemplate.Compile(definition, new TemplateCache()).Render(s_row);

    private static ResourceDefinition Definition(string spec) => new() { Spec = Parse(spec) };

    private static Dictionary<string, string> Map(string key, string value) => new(StringComparer.Ordinal) { [key] = value };

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;

    private static string Written(JsonTemplate template)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            template.Write(writer, s_row);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
