using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Forms;
using Lynq.Crds;
using Lynq.Crds.Validation;
using Lynq.Host.Admission;
using Lynq.Templates;

namespace Lynq.Host.Tests.Admission;

/// <summary>Contract §17, scenarios S14 to S17.</summary>
public sealed class AdmissionRulesTests
{
    private const string GoodHub = """
        {"apiVersion":"operator.lynq.sh/v1","kind":"LynqHub","metadata":{"name":"h","namespace":"n"},
         "spec":{"source":{"type":"mysql","mysql":{"host":"db","username":"u","database":"d","table":"t"}},"valueMappings":{"uid":"id","activate":"active"}}}
        """;

    [Fact]
    public void A_hub_gets_its_interval_and_port()
    {
        var patch = Patch(AdmissionRules.DefaultHub(Create(GoodHub)));

        patch.ShouldContain("/spec/source/syncInterval=30s");
        patch.ShouldContain("/spec/source/mysql/port=3306");
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"h"}}""")]
    [InlineData("""{"metadata":{"name":"h"},"spec":{}}""")]
    public void A_hub_without_a_source_is_not_patched_but_told_what_it_lacks(string hub)
    {
        // A patch below something that is not there is an internal error of the API server, which helps nobody.
        AdmissionRules.DefaultHub(Create(hub)).Patch.ShouldBeNull();

        var response = AdmissionRules.ValidateHub(Create(hub));
        response.Allowed.ShouldBeFalse();
        response.Status!.Message.ShouldContain("valueMappings.uid is required");
    }

    [Fact]
    public void A_form_gets_the_defaults_of_each_resource_and_keeps_what_it_says()
    {
        var patch = Patch(AdmissionRules.DefaultForm(Create(Form("""{"id":"a","spec":{},"timeoutSeconds":0,"deletionPolicy":"Retain"}"""))));

        patch.ShouldContain("/spec/configMaps/0/creationPolicy=WhenNeeded");
        patch.ShouldContain("/spec/configMaps/0/conflictPolicy=Stuck");
        patch.ShouldContain("/spec/configMaps/0/patchStrategy=apply");
        patch.ShouldContain("/spec/configMaps/0/waitForReady=true");
        patch.ShouldContain("/spec/configMaps/0/timeoutSeconds=300");
        patch.ShouldNotContain(operation => operation.Contains("deletionPolicy", StringComparison.Ordinal));
    }

    [Fact]
    public void A_complete_object_is_not_patched()
    {
        var response = AdmissionRules.DefaultHub(Create(GoodHub.Replace("\"type\":\"mysql\"", "\"type\":\"mysql\",\"syncInterval\":\"5s\"", StringComparison.Ordinal)
            .Replace("\"host\":\"db\"", "\"host\":\"db\",\"port\":3307", StringComparison.Ordinal)));

        response.Patch.ShouldBeNull();
        response.Allowed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"mysql\":{\"host\":\"db\",\"username\":\"u\",\"database\":\"d\",\"table\":\"t\"}", "\"x\":1", "mysql configuration is required when source type is mysql")]
    [InlineData("\"uid\":\"id\"", "\"uid\":\"\"", "valueMappings.uid is required")]
    [InlineData("\"host\":\"db\"", "\"host\":\"\"", "mysql.host is required")]
    public void A_wrong_hub_is_refused_with_the_field(string from, string to, string message)
    {
        var response = AdmissionRules.ValidateHub(Create(GoodHub.Replace(from, to, StringComparison.Ordinal)));

        response.Allowed.ShouldBeFalse();
        response.Status!.Message.ShouldContain(message);
    }

    [Fact]
    public void A_hub_with_hostOrUrl_is_warned_of_its_removal()
    {
        var response = AdmissionRules.ValidateHub(Create(GoodHub.Replace("\"uid\":\"id\"", "\"uid\":\"id\",\"hostOrUrl\":\"url\"", StringComparison.Ordinal)));

        response.Allowed.ShouldBeTrue();
        response.Warnings!.ShouldContain(warning => warning.Contains("deprecated since v1.1.11", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"id":"a","spec":{}},{"id":"a","spec":{}}""", "duplicate resource IDs found: [a]")]
    [InlineData("""{"id":"a","spec":{},"dependIds":["ghost"]}""", "non-existent")]
    [InlineData("""{"id":"a","spec":{},"dependIds":["b"]},{"id":"b","spec":{},"dependIds":["a"]}""", "circular dependency detected: a -> b")]
    [InlineData("""{"id":"a","nameTemplate":"{{ .uid | invalidFunc }}","spec":{}}""", "invalidFunc")]
    [InlineData("""{"id":"a","nameTemplate":"{{ .uid | | trim }}","spec":{}}""", "invalid NameTemplate in resource 'a'")]
    [InlineData("""{"id":"a","spec":{},"ignoreFields":["$[invalid"]}""", "invalid JSONPath \"$[invalid\"")]
    public async Task A_wrong_form_is_refused_with_the_first_problem(string resources, string message)
    {
        var response = await Rules(HubKnowledge.Unknown).ValidateFormAsync(Create(Form(resources)), default);

        response.Allowed.ShouldBeFalse();
        response.Status!.Message.ShouldContain(message);
    }

    [Fact]
    public async Task Custom_variables_in_names_labels_and_annotations_are_accepted()
    {
        var form = Form("""
            {"id":"a","nameTemplate":"{{ .uid }}-{{ .plan }}","labelsTemplate":{"plan":"{{ .plan | default \"basic\" }}"},
             "annotationsTemplate":{"cfg":"{{ (.cfg | fromJson).tier }}"},"spec":{"apiVersion":"v1","kind":"ConfigMap"}}
            """);

        (await Rules(HubKnowledge.Unknown).ValidateFormAsync(Create(form), default)).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_form_ahead_of_its_hub_is_accepted_with_a_warning()
    {
        var response = await Rules(HubKnowledge.MissingYet).ValidateFormAsync(Create(Form("""{"id":"a","nameTemplate":"{{ .uid }}","spec":{"apiVersion":"v1","kind":"ConfigMap"}}""")), default);

        response.Allowed.ShouldBeTrue();
        response.Warnings!.ShouldContain(warning => warning.Contains("'h'", StringComparison.Ordinal) || warning.Contains("hub", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_operator_may_not_do_is_warned_about_first()
    {
        var form = Create(Form("""{"id":"a","nameTemplate":"fixed","spec":{"apiVersion":"v1","kind":"ConfigMap"}}"""));
        var response = await Rules(HubKnowledge.MissingYet, "the operator may not patch configmaps").ValidateFormAsync(form, default);

        response.Allowed.ShouldBeTrue();
        response.Warnings![0].ShouldBe("the operator may not patch configmaps");
        response.Warnings.Count.ShouldBeGreaterThan(1);
    }

    private static AdmissionRules Rules(HubKnowledge knowledge, params string[] missing) => new(TemplateInspection.Over(new TemplateCache()), new FixedHub(knowledge), new FixedAccess(missing));

    private static AdmissionRequest Create(string json) => new() { Uid = "1", Operation = "CREATE", Namespace = "n", Object = JsonElement.Parse(json) };

    private static string Form(string resources) =>
        """{"apiVersion":"operator.lynq.sh/v1","kind":"LynqForm","metadata":{"name":"f","namespace":"n"},"spec":{"hubId":"h","configMaps":[RESOURCES]}}"""
            .Replace("RESOURCES", resources, StringComparison.Ordinal);

    private static List<string> Patch(AdmissionResponse response) =>
        [.. JsonNode.Parse(response.Patch!)!.AsArray().Select(operation => $"{operation!["path"]}={operation["value"]}")];

    private sealed class FixedHub(HubKnowledge knowledge) : IHubLookup
    {
        public Task<(HubKnowledge Knowledge, LynqHub? Hub)> FindAsync(string ns, string name, CancellationToken cancellationToken) =>
            Task.FromResult<(HubKnowledge, LynqHub?)>((knowledge, null));
    }

    private sealed class FixedAccess(string[] missing) : IFormAccess
    {
        public Task<IReadOnlyList<string>> MissingAsync(LynqForm form, string ns, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>(missing);
    }
}
