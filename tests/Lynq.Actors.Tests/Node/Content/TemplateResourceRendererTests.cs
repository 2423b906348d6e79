using System.Text;
using System.Text.Json;
using Lynq.Actors.Node.Content;
using Lynq.Crds;
using Lynq.Templates;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Content;

/// <summary>Contract §4.4, §4.6 and §4.7 as a node sees them.</summary>
public sealed class TemplateResourceRendererTests
{
    private static readonly ResourceArray ConfigMaps = ResourceArray.All.Single(a => a.Name == "configMaps");
    private static readonly ResourceArray Secrets = ResourceArray.All.Single(a => a.Name == "secrets");
    private static readonly ResourceArray NetworkPolicies = ResourceArray.All.Single(a => a.Name == "networkPolicies");

    private readonly TemplateResourceRenderer _renderer = new(new TemplateCache());

    [Fact]
    public void Every_part_is_evaluated_and_values_are_never_templates()
    {
        var resource = Resource("""
            {"id":"c","nameTemplate":"{{ .uid }}-c\n","targetNamespace":" t-{{ .uid }} ","labelsTemplate":{"plan":"{{ .plan }}"},"annotationsTemplate":{"n":"{{ .n | int }}"},
             "spec":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"labels":{"team":"a"}},"data":{"x":"{{ .evil }}","n":"{{ .n | int }}"}}}
            """);
        var rendered = Render(resource, ConfigMaps);
        rendered.Error.ShouldBeNull();
        rendered.Resource.NameTemplate.ShouldBe("acme-c");
        rendered.Resource.TargetNamespace.ShouldBe("t-acme");
        rendered.Resource.LabelsTemplate!["plan"].ShouldBe("pro");
        rendered.Resource.AnnotationsTemplate!["n"].ShouldBe("3");
        var spec = rendered.Resource.Spec!.Value;
        spec.GetProperty("data").GetProperty("x").GetString().ShouldBe("{{ .uid }}");
        spec.GetProperty("data").GetProperty("n").GetString().ShouldBe("3");
        spec.GetProperty("metadata").GetProperty("labels").GetProperty("team").GetString().ShouldBe("a");
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"Secret","data":{"old":"b2xk"},"stringData":{"x":"plan-{{ .plan }}","n":"{{ .n | int }}","e":"{{ .evil }}"}}""")]
    [InlineData("""{"data":{"old":"b2xk"},"stringData":{"x":"plan-{{ .plan }}","n":"{{ .n | int }}","e":"{{ .evil }}"}}""")]
    public void Texts_of_a_Secret_are_evaluated_before_they_are_encoded(string spec)
    {
        var rendered = Render(Resource($$"""{"id":"s","nameTemplate":"n","spec":{{spec}}}"""), Secrets);
        rendered.Error.ShouldBeNull();
        var whole = rendered.Resource.Spec!.Value;
        whole.TryGetProperty("stringData", out _).ShouldBeFalse();
        var data = whole.GetProperty("data");
        foreach (var (key, text) in (IEnumerable<(string, string)>)[("old", "old"), ("x", "plan-pro"), ("n", "3"), ("e", "{{ .uid }}")])
            Encoding.UTF8.GetString(data.GetProperty(key).GetBytesFromBase64()).ShouldBe(text, key);
    }

    [Fact]
    public void A_bare_spec_gets_the_kind_that_its_array_implies()
    {
        var rendered = Render(Resource("""{"id":"n","nameTemplate":"deny","spec":{"podSelector":{},"policyTypes":["Ingress"]}}"""), NetworkPolicies);
        rendered.Resource.Spec!.Value.GetProperty("kind").GetString().ShouldBe("NetworkPolicy");
        rendered.Resource.Spec.Value.GetProperty("spec").GetProperty("policyTypes")[0].GetString().ShouldBe("Ingress");
    }

    [Theory]
    [InlineData("""{"id":"c","nameTemplate":"n","spec":{"apiVersion":"v1","kind":"ConfigMap","data":{"x":"{{ .nope }}"}}}""", "spec.data.x", false)]
    [InlineData("""{"id":"c","nameTemplate":"n","targetNamespace":"{{ .nope }}","spec":{"apiVersion":"v1","kind":"ConfigMap"}}""", "targetNamespace", false)]
    [InlineData("""{"id":"c","nameTemplate":"{{ .nope }}","spec":{"apiVersion":"v1","kind":"ConfigMap"}}""", "nameTemplate", true)]
    [InlineData("""{"id":"c","nameTemplate":"n","labelsTemplate":{"a":"{{ .nope }}"},"spec":{"apiVersion":"v1","kind":"ConfigMap"}}""", "labelsTemplate", true)]
    [InlineData("""{"id":"c","nameTemplate":"n"}""", "spec", false)]
    public void A_fault_names_its_field_and_tells_metadata_from_the_rest(string json, string field, bool metadata)
    {
        var rendered = Render(Resource(json), ConfigMaps);
        rendered.Error.ShouldNotBeNull().ShouldStartWith(field);
        rendered.MetadataFailed.ShouldBe(metadata);
    }

    private RenderedResource Render(ResourceTemplate resource, ResourceArray array) => _renderer.Render(
        resource,
        array,
        new TemplateVariables(new Dictionary<string, string>(StringComparer.Ordinal) { ["uid"] = "acme", ["plan"] = "pro", ["n"] = "3", ["evil"] = "{{ .uid }}" }));

    private static ResourceTemplate Resource(string json) => JsonElement.Parse($$"""{"configMaps":[{{json}}]}""").Deserialize(CrdJson.Default.LynqNodeSpec)!.ConfigMaps![0];
}
