using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace Lynq.Chart.Tests.Servers;

/// <summary>A release from its installation to its end, and what must outlast it (scenario S55), on any API server.</summary>
/// <param name="http">Reaches the server as an administrator.</param>
/// <param name="kubeconfig">The same for helm.</param>
internal sealed class ReleaseLife(HttpClient http, string kubeconfig)
{
    private const string HubDefinition = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/lynqhubs.operator.lynq.sh";

    // No operator runs here that could answer them.
    private static readonly string[] WithoutWebhooks = ["--set", "webhook.enabled=false"];

    public async Task Definitions_and_objects_outlast_upgrade_rollback_and_uninstall()
    {
        await HelmAsync(["install", "lynq", Helm.Chart, "--namespace", "lynq-system", "--create-namespace", .. WithoutWebhooks]);
        var uids = new Dictionary<string, string>();
        foreach (var (kind, plural, spec) in Objects)
            uids[plural] = await CreateAsync(kind, plural, spec);

        await HelmAsync(["upgrade", "lynq", Helm.Chart, "--namespace", "lynq-system", "--set", "manager.logLevel=debug", .. WithoutWebhooks]);
        (await ArgumentsAsync()).ShouldContain("--zap-log-level=debug");
        await HelmAsync("rollback", "lynq", "1", "--namespace", "lynq-system");
        (await ArgumentsAsync()).ShouldContain("--zap-log-level=info");
        await HelmAsync("uninstall", "lynq", "--namespace", "lynq-system");
        (await http.GetAsync("/apis/apps/v1/namespaces/lynq-system/deployments/lynq-controller-manager")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await UnchangedAsync(uids);

        await HelmAsync(["install", "lynq", Helm.Chart, "--namespace", "lynq-system", .. WithoutWebhooks]);
        await UnchangedAsync(uids);
    }

    public async Task An_upgrade_from_an_older_chart_brings_the_definitions_up_to_date_and_a_rollback_back()
    {
        var older = OlderChart();
        try
        {
            await HelmAsync(["install", "lynq", older.FullName, "--namespace", "lynq-system", "--create-namespace", .. WithoutWebhooks]);
            (await KnowsGuardAsync()).ShouldBeFalse();
            var uids = new Dictionary<string, string>();
            foreach (var (kind, plural, spec) in Objects)
                uids[plural] = await CreateAsync(kind, plural, spec);

            await HelmAsync(["upgrade", "lynq", Helm.Chart, "--namespace", "lynq-system", .. WithoutWebhooks]);
            (await KnowsGuardAsync()).ShouldBeTrue();
            await HelmAsync("rollback", "lynq", "1", "--namespace", "lynq-system");
            (await KnowsGuardAsync()).ShouldBeFalse();
            await UnchangedAsync(uids);
        }
        finally
        {
            older.Delete(recursive: true);
        }
    }

    public async Task An_upgrade_puts_right_what_somebody_changed_in_a_definition()
    {
        await HelmAsync("install", "lynq", Helm.Chart, "--namespace", "lynq-system", "--create-namespace");
        using var patch = JsonContent.Create(
            new JsonArray(new JsonObject { ["op"] = "remove", ["path"] = "/spec/versions/0/additionalPrinterColumns/0" }),
            new MediaTypeHeaderValue("application/json-patch+json"));
        (await http.PatchAsync(HubDefinition, patch)).EnsureSuccessStatusCode();
        await HelmAsync("upgrade", "lynq", Helm.Chart, "--namespace", "lynq-system", "--set", "crds.annotations.changed=yes", "--force-conflicts");
        var columns = (await http.GetFromJsonAsync<JsonObject>(HubDefinition))!["spec"]!["versions"]![0]!["additionalPrinterColumns"]!.AsArray();
        ((string?)columns[0]!["name"]).ShouldBe("Templates");
    }

    private async Task<bool> KnowsGuardAsync()
    {
        var schema = (await http.GetFromJsonAsync<JsonObject>(HubDefinition))!["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!;
        return schema["properties"]!["spec"]!["properties"]!.AsObject().ContainsKey("deletionGuard");
    }

    /// <summary>This chart as it was before hubs had a guard.</summary>
    private static DirectoryInfo OlderChart()
    {
        var chart = Directory.CreateTempSubdirectory("lynq-older-chart-");
        foreach (var file in Directory.EnumerateFiles(Helm.Chart, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(chart.FullName, Path.GetRelativePath(Helm.Chart, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        const string indent = "              ";
        var definition = Path.Combine(chart.FullName, "files", "crds", "operator.lynq.sh_lynqhubs.yaml");
        var inGuard = false;
        File.WriteAllLines(definition, [.. File.ReadAllLines(definition).Where(line =>
        {
            inGuard = line == $"{indent}deletionGuard:" || (inGuard && line.StartsWith($"{indent} ", StringComparison.Ordinal));
            return !inGuard;
        })]);
        return chart;
    }

    private static IEnumerable<(string Kind, string Plural, JsonObject Spec)> Objects =>
    [
        ("LynqHub", "lynqhubs", new()
        {
            ["source"] = new JsonObject
            {
                ["type"] = "mysql",
                ["syncInterval"] = "30s",
                ["mysql"] = new JsonObject { ["host"] = "db", ["port"] = 3306, ["username"] = "u", ["database"] = "d", ["table"] = "t" },
            },
            ["valueMappings"] = new JsonObject { ["uid"] = "id", ["activate"] = "active" },
        }),
        ("LynqForm", "lynqforms", new() { ["hubId"] = "kept" }),
        ("LynqNode", "lynqnodes", new() { ["uid"] = "a", ["templateRef"] = "kept" }),
    ];

    private async Task<string> CreateAsync(string kind, string plural, JsonObject spec)
    {
        var answer = await http.PostAsJsonAsync($"/apis/operator.lynq.sh/v1/namespaces/default/{plural}", new JsonObject
        {
            ["apiVersion"] = "operator.lynq.sh/v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = "kept" },
            ["spec"] = spec,
        });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["metadata"]!["uid"]!;
    }

    private async Task UnchangedAsync(Dictionary<string, string> uids)
    {
        foreach (var (plural, uid) in uids)
        {
            var found = await http.GetFromJsonAsync<JsonObject>($"/apis/operator.lynq.sh/v1/namespaces/default/{plural}/kept");
            ((string?)found!["metadata"]!["uid"]).ShouldBe(uid);
        }
    }

    private async Task<IEnumerable<string>> ArgumentsAsync()
    {
        var deployment = await http.GetFromJsonAsync<JsonObject>("/apis/apps/v1/namespaces/lynq-system/deployments/lynq-controller-manager");
        return deployment!["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(a => (string)a!);
    }

    private async Task HelmAsync(params string[] arguments)
    {
        var result = await Helm.RunAsync([.. arguments, "--kubeconfig", kubeconfig]);
        result.ExitCode.ShouldBe(0, $"helm {arguments[0]}: {result.Errors}{result.Output}");
    }
}
