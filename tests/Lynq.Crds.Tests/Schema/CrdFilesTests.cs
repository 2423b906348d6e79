using System.Text.Json.Nodes;
using Lynq.Crds.Schema;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Schema;

public sealed class CrdFilesTests
{
    private static readonly FieldDescriptions Descriptions = FieldDescriptions.Load();

    public static TheoryData<string> Kinds => [.. CrdDefinition.All.Select(d => d.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_files_of_the_chart_are_up_to_date(string kind)
    {
        var definition = Of(kind);
        var file = Path.Combine(LynqCrds.Folder, definition.FileName);
        File.ReadAllText(file).ShouldBe(
            definition.ToYaml(Descriptions),
            "run: dotnet run -c Release --project src/Lynq.Host -- crds -o helm/lynq/files/crds");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_has_a_description(string kind) =>
        Undescribed("", SchemaOf(kind)).Where(path => path != ".metadata").ShouldBeEmpty();

    [Theory]
    [InlineData("LynqHub", "Templates Desired Ready Failed Conditions Age")]
    [InlineData("LynqForm", "Hub Total Ready Rollout Updating Applied Age")]
    [InlineData("LynqNode", "UID Form Ready Desired Skipped Conflicted Conditions Age Failed Degraded")]
    public void Printer_columns_have_the_order_of_the_contract(string kind, string columns) =>
        string.Join(' ', VersionOf(kind)["additionalPrinterColumns"]!.AsArray().Select(c => (string)c!["name"]!)).ShouldBe(columns);

    [Fact]
    public void Arrays_of_forms_are_maps_by_id_and_those_of_nodes_are_not()
    {
        foreach (var array in ResourceArray.All)
        {
            var form = SchemaOf("LynqForm")["properties"]!["spec"]!["properties"]![array.Name]!;
            ((string)form["x-kubernetes-list-type"]!).ShouldBe("map");
            form["x-kubernetes-list-map-keys"]!.ToJsonString().ShouldBe("""["id"]""");
            SchemaOf("LynqNode")["properties"]!["spec"]!["properties"]![array.Name]!["x-kubernetes-list-type"].ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("LynqHub", "spec", "source valueMappings")]
    [InlineData("LynqHub", "spec.source", "type syncInterval")]
    [InlineData("LynqHub", "spec.source.mysql", "host port username database table")]
    [InlineData("LynqHub", "spec.source.mysql.passwordRef", "name key")]
    [InlineData("LynqHub", "spec.valueMappings", "uid activate")]
    [InlineData("LynqForm", "spec", "hubId")]
    [InlineData("LynqForm", "spec.rollout", "")]
    [InlineData("LynqForm", "spec.manifests", "id spec")]
    [InlineData("LynqNode", "spec", "uid templateRef")]
    [InlineData("LynqNode", "status.conditions", "type status lastTransitionTime reason message")]
    public void Required_fields_are_those_of_the_contract(string kind, string path, string required)
    {
        var schema = path.Split('.').Aggregate(SchemaOf(kind), (s, name) => s["properties"]![name]!.AsObject());
        var item = schema["items"] as JsonObject ?? schema;
        string.Join(' ', (item["required"] as JsonArray ?? []).Select(name => (string)name!)).ShouldBe(required);
    }

    [Fact]
    public void The_hub_of_a_form_is_immutable_by_a_rule() =>
        SchemaOf("LynqForm")["properties"]!["spec"]!["properties"]!["hubId"]!["x-kubernetes-validations"]!.ToJsonString()
            .ShouldBe("""[{"rule":"self == oldSelf","message":"hubId is immutable"}]""");

    private static CrdDefinition Of(string kind) => CrdDefinition.All.Single(d => d.Kind == kind);

    private static JsonObject VersionOf(string kind) => Of(kind).ToJson(Descriptions)["spec"]!["versions"]![0]!.AsObject();

    private static JsonObject SchemaOf(string kind) => VersionOf(kind)["schema"]!["openAPIV3Schema"]!.AsObject();

    private static IEnumerable<string> Undescribed(string path, JsonObject schema)
    {
        if (string.IsNullOrWhiteSpace((string?)schema["description"]))
            yield return path;
        foreach (var (name, property) in schema["properties"] as JsonObject ?? [])
        {
            foreach (var found in Undescribed($"{path}.{name}", property!.AsObject()))
                yield return found;
        }

        foreach (var (name, property) in schema["items"]?["properties"] as JsonObject ?? [])
        {
            foreach (var found in Undescribed($"{path}[].{name}", property!.AsObject()))
                yield return found;
        }
    }
}
