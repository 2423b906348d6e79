using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox;
using Shouldly;
using Xunit;

namespace Lynq.Chart.Tests.Servers;

/// <summary>A release from its installation to its end, and what must outlast it (scenario S55).</summary>
public sealed class LifeCycleTests : IAsyncLifetime, IDisposable
{
    private SandboxServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync();
        _http = new HttpClient { BaseAddress = _server.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _server.Token);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _http.Dispose();

    // No operator runs here that could answer them.
    private static readonly string[] WithoutWebhooks = ["--set", "webhook.enabled=false"];

    [HelmFact]
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
        (await _http.GetAsync("/apis/apps/v1/namespaces/lynq-system/deployments/lynq-controller-manager")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await UnchangedAsync(uids);

        await HelmAsync(["install", "lynq", Helm.Chart, "--namespace", "lynq-system", .. WithoutWebhooks]);
        await UnchangedAsync(uids);
    }

    [HelmFact]
    public async Task An_upgrade_brings_the_definitions_up_to_date()
    {
        await HelmAsync("install", "lynq", Helm.Chart, "--namespace", "lynq-system", "--create-namespace");
        const string Path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/lynqhubs.operator.lynq.sh";
        // An older version of the definition: one column less.
        using var patch = JsonContent.Create(
            new JsonArray(new JsonObject { ["op"] = "remove", ["path"] = "/spec/versions/0/additionalPrinterColumns/0" }),
            new MediaTypeHeaderValue("application/json-patch+json"));
        (await _http.PatchAsync(Path, patch)).EnsureSuccessStatusCode();
        await HelmAsync("upgrade", "lynq", Helm.Chart, "--namespace", "lynq-system", "--set", "crds.annotations.changed=yes", "--force-conflicts");
        var columns = (await _http.GetFromJsonAsync<JsonObject>(Path))!["spec"]!["versions"]![0]!["additionalPrinterColumns"]!.AsArray();
        ((string?)columns[0]!["name"]).ShouldBe("Templates");
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
        var answer = await _http.PostAsJsonAsync($"/apis/operator.lynq.sh/v1/namespaces/default/{plural}", new JsonObject
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
            var found = await _http.GetFromJsonAsync<JsonObject>($"/apis/operator.lynq.sh/v1/namespaces/default/{plural}/kept");
            ((string?)found!["metadata"]!["uid"]).ShouldBe(uid);
        }
    }

    private async Task<IEnumerable<string>> ArgumentsAsync()
    {
        var deployment = await _http.GetFromJsonAsync<JsonObject>("/apis/apps/v1/namespaces/lynq-system/deployments/lynq-controller-manager");
        return deployment!["spec"]!["template"]!["spec"]!["containers"]![0]!["args"]!.AsArray().Select(a => (string)a!);
    }

    private async Task HelmAsync(params string[] arguments)
    {
        var result = await Helm.RunAsync([.. arguments, "--kubeconfig", _server.KubeconfigPath]);
        result.ExitCode.ShouldBe(0, $"helm {arguments[0]}: {result.Errors}{result.Output}");
    }
}
