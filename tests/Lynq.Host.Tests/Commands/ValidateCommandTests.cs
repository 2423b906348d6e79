using System.Text.Json.Nodes;

namespace Lynq.Host.Tests.Commands;

public sealed class ValidateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Accepts_a_good_hub_and_form()
    {
        var file = _folder.Write("all.yaml", $"{Manifests.Hub}---\n{Manifests.Form}");
        (await LynqProgram.RunAsync("validate", "-f", file)).ShouldPrint("2 objects checked: 0 errors, 0 warnings");
    }

    [Fact]
    public async Task Reads_standard_input_and_leaves_other_kinds_alone()
    {
        var outcome = await LynqProgram.RunAsync($"{Manifests.Hub}---\napiVersion: v1\nkind: Secret\nmetadata: {{name: s}}\n", ["validate", "-f", "-"]);
        outcome.ShouldPrint("1 object checked: 0 errors, 0 warnings; 1 object of other kinds not looked at");
    }

    [Fact]
    public async Task Names_file_object_and_field_of_errors_and_exits_1()
    {
        var file = _folder.Write("forms/bad.yaml", Manifests.Form
            .Replace("{{ .plan }}", "{{ .plan | nonsense }}", StringComparison.Ordinal)
            .Replace("dependIds: [settings]", "dependIds: [nothing]", StringComparison.Ordinal));
        var outcome = await LynqProgram.RunAsync("validate", "-f", _folder.Path);

        outcome.ExitCode.ShouldBe(1);
        outcome.Errors.ShouldBeEmpty();
        var lines = outcome.Output.TrimEnd().Split('\n');
        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith($"{file}: error: LynqForm shop: spec.deployments[0].dependIds: dependency validation failed: ");
        lines[0].ShouldContain("non-existent");
        lines[1].ShouldStartWith($"{file}: error: LynqForm shop: spec.configMaps[0].spec.data.plan: template validation failed: ");
        lines[1].ShouldContain("nonsense");
        lines[2].ShouldBe("1 object checked: 2 errors, 0 warnings");
    }

    [Fact]
    public async Task Warns_of_fields_that_the_kind_does_not_have_and_of_variables_that_the_hub_does_not_map()
    {
        var file = _folder.Write("all.yaml", $"{Manifests.Hub}---\n{Manifests.Form}"
            .Replace("dependIds:", "dependId:", StringComparison.Ordinal)
            .Replace(".plan }}", ".tier }}", StringComparison.Ordinal));
        (await LynqProgram.RunAsync("validate", "-f", file)).ShouldPrint($"""
            {file}: warning: LynqForm shop: spec.deployments[0].dependId: the kind has no such field, and the API server drops it: dependIds may be meant
            {file}: warning: LynqForm shop: spec.configMaps[0].spec.data.plan: hub 'tenants' does not map .tier: add it to extraValueMappings or give it a default
            2 objects checked: 0 errors, 2 warnings
            """);
    }

    [Theory]
    [InlineData("creationPolicy: Never", "spec.configMaps[0].creationPolicy", "\"Never\" is not allowed: use Once or WhenNeeded")]
    [InlineData("timeoutSeconds: 4000", "spec.configMaps[0].timeoutSeconds", "must be at most 3600")]
    [InlineData("waitForReady: \"yes\"", "spec.configMaps[0].waitForReady", "must be true or false, not a text")]
    [InlineData("dependIds: web", "spec.configMaps[0].dependIds", "must be a list, not a text")]
    public async Task Refuses_what_the_schema_refuses(string line, string field, string message)
    {
        var form = Manifests.Form.Replace("- id: settings", $"- id: settings\n    {line}", StringComparison.Ordinal);
        var outcome = await LynqProgram.RunAsync(form, ["validate", "-f", "-", "-o", "json"]);

        outcome.ExitCode.ShouldBe(1);
        var finding = JsonNode.Parse(outcome.Output)!.AsArray().ShouldHaveSingleItem()!;
        ((string?)finding["severity"]).ShouldBe("error");
        ((string?)finding["kind"]).ShouldBe("LynqForm");
        ((string?)finding["field"]).ShouldBe(field);
        ((string?)finding["message"]).ShouldBe(message);
    }

    [Fact]
    public async Task Says_what_is_wrong_with_the_files_given()
    {
        var missing = Path.Combine(_folder.Path, "nothing.yaml");
        (await LynqProgram.RunAsync("validate", "-f", missing)).ShouldBeRefused($"{missing}: no such file or folder");
        (await LynqProgram.RunAsync("validate", "-f", _folder.Path)).ShouldBeRefused($"{_folder.Path}: no .yaml, .yml or .json file in this folder");
        (await LynqProgram.RunAsync("validate")).ShouldBeRefused("Option '--filename' is required (see lynq validate --help)");
        var broken = await LynqProgram.RunAsync("a: [", ["validate", "-f", "-"]);
        broken.Errors.ShouldStartWith("lynq: standard input:");
        broken.Errors.TrimEnd().ShouldNotContain("\n");
        broken.ExitCode.ShouldBe(1);
    }
}
