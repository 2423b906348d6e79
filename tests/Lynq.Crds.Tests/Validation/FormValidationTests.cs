using Lynq.Crds.Validation;
using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Validation;

public sealed class FormValidationTests
{
    private const string Cm = """ "nameTemplate":"{{ .uid }}","spec":{"apiVersion":"v1","kind":"ConfigMap"} """;

    [Theory]
    [InlineData("{}", ProblemKind.Required, "spec.hubId: hubId is required")]
    [InlineData("""{"hubId":"h","configMaps":[{"id":"a"}],"secrets":[{"id":"a"},{"id":""}]}""", ProblemKind.DuplicateIds, "spec.secrets[0].id: duplicate resource IDs found: [a]")]
    [InlineData("""{"hubId":"h","manifests":[{"id":"b"},{"id":"a"}],"jobs":[{"id":"a"},{"id":"b"}]}""", ProblemKind.DuplicateIds, "spec.manifests[1].id: duplicate resource IDs found: [a, b]")]
    [InlineData("""{"hubId":"h","configMaps":[{"id":"a","dependIds":["x"]},{}]}""", ProblemKind.EmptyId, "spec.configMaps[1].id: the resource has no id: non-empty ID required")]
    [InlineData("""{"hubId":"h","configMaps":[{"id":"a","dependIds":["x"]}]}""", ProblemKind.Dependency, "spec.configMaps[0].dependIds: dependency validation failed: resource 'a' depends on non-existent resource 'x'")]
    [InlineData("""{"hubId":"h","jobs":[{"id":"b","dependIds":["a"]}],"configMaps":[{"id":"a","nameTemplate":"{{ bad }}","dependIds":["b"]}]}""", ProblemKind.Dependency, "spec.configMaps[0].dependIds: dependency validation failed: circular dependency detected: a -> b -> a")]
    [InlineData("""{"hubId":"h","configMaps":[{"id":"a","nameTemplate":"{{ bad }}","ignoreFields":["x"]}]}""", ProblemKind.Template, "spec.configMaps[0].nameTemplate: template validation failed: invalid NameTemplate in resource 'a': function \"bad\" not defined")]
    [InlineData("""{"hubId":"h","configMaps":[{"id":"a","labelsTemplate":{"ok":"x","app":"{{ bad }}"}}]}""", ProblemKind.Template, "spec.configMaps[0].labelsTemplate[app]: template validation failed: invalid LabelsTemplate[app] in resource 'a': function \"bad\" not defined")]
    [InlineData("""{"hubId":"h","configMaps":[{"id":"a","annotationsTemplate":{"n":"{{ bad }}"}}]}""", ProblemKind.Template, "spec.configMaps[0].annotationsTemplate[n]: template validation failed: invalid AnnotationsTemplate[n] in resource 'a': function \"bad\" not defined")]
    [InlineData("""{"hubId":"h","configMaps":[{"id":"a","targetNamespace":"{{ bad }}"}]}""", ProblemKind.Template, "spec.configMaps[0].targetNamespace: template validation failed: invalid TargetNamespace in resource 'a': function \"bad\" not defined")]
    [InlineData("""{"hubId":"h","configMaps":[{"id":"a","spec":{"data":{"list":[["x","{{ bad }}"]]}}}]}""", ProblemKind.Template, "spec.configMaps[0].spec.data.list[0][1]: template validation failed: invalid spec.data.list[0][1] in resource 'a': function \"bad\" not defined")]
    [InlineData("""{"hubId":"h","configMaps":[{"id":"a","ignoreFields":["$.ok","$[invalid"]}]}""", ProblemKind.IgnoreFields, "spec.configMaps[0].ignoreFields[1]: ignoreFields validation failed: invalid ignoreFields in resource 'a': invalid JSONPath \"$[invalid\": expected a quoted name, a number, '*', a slice or a filter at position 3")]
    [InlineData("""{"hubId":"h","configMaps":[{"id":"a","ignoreFields":["spec.replicas"]}]}""", ProblemKind.IgnoreFields, "spec.configMaps[0].ignoreFields[0]: ignoreFields validation failed: invalid ignoreFields in resource 'a': invalid JSONPath \"spec.replicas\": expected '$', the root at position 1")]
    public void It_reports_the_first_problem_in_the_order_of_the_contract(string spec, ProblemKind kind, string expected)
    {
        var first = FormValidation.Validate(Objects.Form(spec), Objects.Context).FirstError!;
        first.Kind.ShouldBe(kind);
        first.ToString().ShouldBe(expected);
    }

    [Fact]
    public void Custom_variables_are_accepted_anywhere()
    {
        var form = Objects.Form("""{"hubId":"h","configMaps":[{"id":"a","nameTemplate":"{{ .uid }}-{{ .anything }}","labelsTemplate":{"p":"{{ .plan }}"},"spec":{"apiVersion":"v1","kind":"ConfigMap","data":{"x":"{{ .nope }}"}}}]}""");
        var result = FormValidation.Validate(form, Objects.Context);
        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Every_problem_is_listed_for_the_status()
    {
        var form = Objects.Form("""{"hubId":"h","configMaps":[{"id":"a","dependIds":["x"],"ignoreFields":["y"]},{"id":"a"}]}""");
        FormValidation.Validate(form, Objects.Context with { HubKnowledge = HubKnowledge.Missing }).Errors.Select(e => e.Kind)
            .ShouldBe([ProblemKind.HubNotFound, ProblemKind.DuplicateIds, ProblemKind.Dependency, ProblemKind.IgnoreFields]);
    }

    [Fact]
    public void A_form_ahead_of_its_hub_is_accepted_with_a_warning()
    {
        var result = FormValidation.Validate(Objects.Form("""{"hubId":"h"}"""), Objects.Context with { HubKnowledge = HubKnowledge.MissingYet });
        result.IsValid.ShouldBeTrue();
        result.Warnings.ShouldHaveSingleItem().Message.ShouldContain("does not exist yet");
    }

    [Fact]
    public void The_hub_of_a_form_cannot_change()
    {
        var context = Objects.Context with { Previous = Objects.Form("""{"hubId":"other"}""") };
        FormValidation.Validate(Objects.Form("""{"hubId":"h"}"""), context).FirstError!.ToString().ShouldBe("spec.hubId: hubId is immutable");
    }

    [Fact]
    public void A_bad_path_that_was_there_before_is_only_warned_of_and_a_new_one_refused()
    {
        var before = Objects.Form("""{"hubId":"h","configMaps":[{"id":"a",""" + Cm + ""","ignoreFields":["spec.replicas"]}]}""");
        var after = Objects.Form("""{"hubId":"h","configMaps":[{"id":"a",""" + Cm + ""","ignoreFields":["spec.replicas","data.x"]}]}""");
        var result = FormValidation.Validate(after, Objects.Context with { Previous = before });
        result.Errors.ShouldHaveSingleItem().Path.ShouldBe("spec.configMaps[0].ignoreFields[1]");
        result.Warnings.ShouldHaveSingleItem().Path.ShouldBe("spec.configMaps[0].ignoreFields[0]");
    }

    [Theory]
    [InlineData("""{"id":"a",""" + Cm + ""","creationPolicy":"Once","ignoreFields":["$.data"]}""", "configMaps", "spec.configMaps[0].ignoreFields: has no effect with creationPolicy Once")]
    [InlineData("""{"id":"a","nameTemplate":"{{ .uid }}","spec":{"apiVersion":"v1","kind":"PersistentVolumeClaim"}}""", "persistentVolumeClaims", "spec.persistentVolumeClaims[0].deletionPolicy: Delete removes the volume's data")]
    [InlineData("""{"id":"a",""" + Cm + ""","labelsTemplate":{"lynq.sh/node":"{{ .uid }}"}}""", "configMaps", "spec.configMaps[0].labelsTemplate[lynq.sh/node]: the prefix lynq.sh/ belongs to the operator")]
    [InlineData("""{"id":"a",""" + Cm + ""","annotationsTemplate":{"lynq.sh/x":"1"}}""", "configMaps", "spec.configMaps[0].annotationsTemplate[lynq.sh/x]: the prefix")]
    [InlineData("""{"id":"a","nameTemplate":"{{ .uid }}","spec":{"podSelector":{}}}""", "networkPolicies", "spec.networkPolicies[0].spec: has neither apiVersion nor kind: networking.k8s.io/v1 NetworkPolicy is assumed")]
    [InlineData("""{"id":"a","nameTemplate":"{{ .uid }}","spec":{"a":1}}""", "manifests", "spec.manifests[0].spec: apiVersion and kind are both needed")]
    [InlineData("""{"id":"a","nameTemplate":"{{ .uid }}","spec":{"kind":"ConfigMap"}}""", "configMaps", "spec.configMaps[0].spec: apiVersion and kind are both needed")]
    [InlineData("""{"id":"a","nameTemplate":"fixed","spec":{"apiVersion":"v1","kind":"ConfigMap"}}""", "configMaps", "spec.configMaps[0].nameTemplate: the name has no variable")]
    [InlineData("""{"id":"a","spec":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"fixed"}}}""", "configMaps", "spec.configMaps[0].nameTemplate: the name has no variable")]
    [InlineData("""{"id":"a",""" + Cm + ""","annotationsTemplate":{"at":"{{ now }}"}}""", "configMaps", "spec.configMaps[0].annotationsTemplate[at]: now gives another value")]
    [InlineData("""{"id":"a",""" + Cm + ""","annotationsTemplate":{"at":"{{ .nope }}{{ .plan }}"}}""", "configMaps", "spec.configMaps[0].annotationsTemplate[at]: hub 'h' does not map .nope")]
    public void It_gives_advice_without_refusing(string resource, string array, string expected)
    {
        var result = FormValidation.Validate(
            Objects.Form($$"""{"hubId":"h","{{array}}":[{{resource}}]}"""),
            Objects.Context with { HubKnowledge = HubKnowledge.Found, Hub = Objects.GoodHub });
        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldHaveSingleItem().ToString().ShouldStartWith(expected);
    }

    [Fact]
    public void A_fixed_name_in_a_namespace_per_row_is_no_problem() =>
        FormValidation.Validate(
            Objects.Form("""{"hubId":"h","configMaps":[{"id":"a","nameTemplate":"fixed","targetNamespace":"t-{{ .uid }}","spec":{"apiVersion":"v1","kind":"ConfigMap"}}]}"""),
            Objects.Context).Warnings.ShouldBeEmpty();
}
