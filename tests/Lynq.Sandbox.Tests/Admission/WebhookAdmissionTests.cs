using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sandbox.Tests.Admission;

public sealed class WebhookAdmissionTests : IAsyncLifetime
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private StubWebhooks _hooks = null!;
    private SandboxServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _hooks = await StubWebhooks.StartAsync();
        _server = await SandboxServer.StartAsync(new SandboxOptions { WebhookPort = service => service is { Namespace: "default", Name: "hooks" } ? _hooks.Port : null });
        _http = Client(_server.Url);
        // The namespace controller's own writes are over once the last namespace has its ConfigMap: no webhook sees them.
        await Eventually.Holds(
            async () => (await _http.GetAsync("/api/v1/namespaces/kube-system/configmaps/kube-root-ca.crt")).IsSuccessStatusCode, "namespaces are furnished");
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _hooks.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mutating_webhook_changes_what_is_stored(bool byService)
    {
        _hooks.On("/mutate", _ => StubWebhooks.Patch("""[{"op":"add","path":"/data/added","value":"yes"}]"""));
        await RegisterAsync("Mutating", Hook("a.hooks.test", "/mutate", byService));

        var made = await CreateAsync("one");

        made["data"]!["added"]!.GetValue<string>().ShouldBe("yes");
        made["metadata"]!["managedFields"]!.ToJsonString().ShouldContain("f:added");
        var asked = _hooks.Asked.ShouldHaveSingleItem().Request;
        asked["operation"]!.GetValue<string>().ShouldBe("CREATE");
        asked["name"]!.GetValue<string>().ShouldBe("one");
        asked["namespace"]!.GetValue<string>().ShouldBe("default");
        asked["object"]!["data"]!["k"]!.GetValue<string>().ShouldBe("v");
        asked["oldObject"].ShouldBeNull();
        asked["dryRun"]!.GetValue<bool>().ShouldBeFalse();
        asked["resource"]!.ToJsonString().ShouldBe("""{"group":"","version":"v1","resource":"configmaps"}""");
    }

    [Theory]
    [InlineData("""{"message":"not so","code":422,"reason":"Invalid"}""", 422, "admission webhook \"a.hooks.test\" denied the request: not so", "Invalid")]
    [InlineData("""{"message":"not so"}""", 400, "admission webhook \"a.hooks.test\" denied the request: not so", null)]
    [InlineData("""{"reason":"Moody","code":200}""", 400, "admission webhook \"a.hooks.test\" denied the request: Moody", "Moody")]
    [InlineData(null, 400, "admission webhook \"a.hooks.test\" denied the request without explanation", null)]
    public async Task A_refusal_is_told_in_the_servers_words(string? status, int code, string message, string? reason)
    {
        _hooks.On("/validate", _ => new JsonObject { ["allowed"] = false, ["status"] = status is null ? null : JsonNode.Parse(status) });
        await RegisterAsync("Validating", Hook("a.hooks.test", "/validate"));

        using var refused = await _http.PostAsJsonAsync(ConfigMaps, ConfigMap("one"));

        ((int)refused.StatusCode).ShouldBe(code);
        var told = await refused.Content.ReadFromJsonAsync<JsonObject>();
        told!["message"]!.GetValue<string>().ShouldBe(message);
        told["reason"]?.GetValue<string>().ShouldBe(reason);
        (await _http.GetAsync(ConfigMaps + "/one")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Warnings_reach_the_client_as_headers()
    {
        _hooks.On("/validate", _ => new JsonObject { ["allowed"] = true, ["warnings"] = new JsonArray("mind the \"gap\"") });
        await RegisterAsync("Validating", Hook("a.hooks.test", "/validate"));

        using var made = await _http.PostAsJsonAsync(ConfigMaps, ConfigMap("one"));

        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        made.Headers.GetValues("Warning").ShouldBe(["""299 - "mind the \"gap\"" """.TrimEnd()]);
    }

    [Theory]
    [InlineData("Ignore", HttpStatusCode.Created)]
    [InlineData("Fail", HttpStatusCode.InternalServerError)]
    public async Task The_failure_policy_decides_when_a_webhook_does_not_answer(string policy, HttpStatusCode expected)
    {
        var hook = Hook("a.hooks.test", "/nobody");
        hook["failurePolicy"] = policy;
        await RegisterAsync("Validating", hook);

        using var answer = await _http.PostAsJsonAsync(ConfigMaps, ConfigMap("one"));

        answer.StatusCode.ShouldBe(expected);
        if (expected == HttpStatusCode.Created) return;
        var told = await answer.Content.ReadFromJsonAsync<JsonObject>();
        told!["message"]!.GetValue<string>().ShouldStartWith("Internal error occurred: failed calling webhook \"a.hooks.test\": failed to call webhook:");
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_not_trusted()
    {
        _hooks.On("/validate", _ => new JsonObject { ["allowed"] = true });
        await using var other = await StubWebhooks.StartAsync();
        var hook = Hook("a.hooks.test", "/validate");
        hook["clientConfig"]!["caBundle"] = other.CaBundle;
        await RegisterAsync("Validating", hook);

        using var answer = await _http.PostAsJsonAsync(ConfigMaps, ConfigMap("one"));

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        _hooks.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_to_another_request_is_a_failure()
    {
        _hooks.On("/validate", _ => new JsonObject { ["allowed"] = true, ["uid"] = "another" });
        await RegisterAsync("Validating", Hook("a.hooks.test", "/validate"));

        using var answer = await _http.PostAsJsonAsync(ConfigMaps, ConfigMap("one"));

        (await answer.Content.ReadAsStringAsync()).ShouldContain("received invalid webhook response: expected response.uid=");
    }

    [Theory]
    [InlineData("""{"rules":[{"apiGroups":[""],"apiVersions":["v1"],"resources":["secrets"],"operations":["*"]}]}""", false)]
    [InlineData("""{"rules":[{"apiGroups":["apps"],"apiVersions":["v1"],"resources":["*"],"operations":["*"]}]}""", false)]
    [InlineData("""{"rules":[{"apiGroups":["*"],"apiVersions":["v2"],"resources":["*"],"operations":["*"]}]}""", false)]
    [InlineData("""{"rules":[{"apiGroups":["*"],"apiVersions":["*"],"resources":["*"],"operations":["UPDATE"]}]}""", false)]
    [InlineData("""{"rules":[{"apiGroups":["*"],"apiVersions":["*"],"resources":["configmaps/status"],"operations":["*"]}]}""", false)]
    [InlineData("""{"rules":[{"apiGroups":["*"],"apiVersions":["*"],"resources":["*"],"operations":["*"],"scope":"Cluster"}]}""", false)]
    [InlineData("""{"rules":[{"apiGroups":["*"],"apiVersions":["*"],"resources":["*/*"],"operations":["CREATE"],"scope":"Namespaced"}]}""", true)]
    [InlineData("""{"objectSelector":{"matchLabels":{"asked":"yes"}}}""", true)]
    [InlineData("""{"objectSelector":{"matchExpressions":[{"key":"asked","operator":"DoesNotExist"}]}}""", false)]
    [InlineData("""{"namespaceSelector":{"matchLabels":{"team":"a"}}}""", false)]
    [InlineData("""{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"default"}}}""", true)]
    public async Task Rules_and_selectors_choose_what_a_webhook_sees(string changes, bool sees)
    {
        _hooks.On("/validate", _ => new JsonObject { ["allowed"] = true });
        var hook = Hook("a.hooks.test", "/validate");
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject()) hook[name] = value!.DeepClone();
        await RegisterAsync("Validating", hook);

        await CreateAsync("one");

        _hooks.Asked.IsEmpty.ShouldBe(!sees);
    }

    [Fact]
    public async Task Updates_and_deletions_show_the_old_object()
    {
        _hooks.On("/validate", _ => new JsonObject { ["allowed"] = true });
        await CreateAsync("one");
        await RegisterAsync("Validating", Hook("a.hooks.test", "/validate"));

        using var patch = new StringContent("""{"data":{"k":"w"}}""", Encoding.UTF8, "application/merge-patch+json");
        (await _http.PatchAsync(ConfigMaps + "/one", patch)).EnsureSuccessStatusCode();
        (await _http.DeleteAsync(ConfigMaps + "/one")).EnsureSuccessStatusCode();

        var asked = _hooks.Asked.Select(one => one.Request).ToList();
        asked.Select(one => one["operation"]!.GetValue<string>()).ShouldBe(["UPDATE", "DELETE"]);
        asked[0]["oldObject"]!["data"]!["k"]!.GetValue<string>().ShouldBe("v");
        asked[0]["object"]!["data"]!["k"]!.GetValue<string>().ShouldBe("w");
        asked[1]["oldObject"]!["data"]!["k"]!.GetValue<string>().ShouldBe("w");
        asked[1]["object"].ShouldBeNull();
    }

    [Fact]
    public async Task A_dry_run_asks_only_webhooks_without_side_effects()
    {
        _hooks.On("/validate", _ => new JsonObject { ["allowed"] = true });
        await RegisterAsync("Validating", Hook("a.hooks.test", "/validate"));

        (await _http.PostAsJsonAsync(ConfigMaps + "?dryRun=All", ConfigMap("one"))).EnsureSuccessStatusCode();

        _hooks.Asked.ShouldHaveSingleItem().Request["dryRun"]!.GetValue<bool>().ShouldBeTrue();
        (await _http.GetAsync(ConfigMaps + "/one")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_webhook_that_wants_it_is_asked_again_after_a_later_change()
    {
        _hooks.On("/first", request => request["object"]!["data"]!["late"] is null
            ? new JsonObject { ["allowed"] = true }
            : StubWebhooks.Patch("""[{"op":"add","path":"/data/seen","value":"late"}]"""));
        _hooks.On("/second", _ => StubWebhooks.Patch("""[{"op":"add","path":"/data/late","value":"1"}]"""));
        var first = Hook("a.hooks.test", "/first");
        first["reinvocationPolicy"] = "IfNeeded";
        await RegisterAsync("Mutating", first, Hook("b.hooks.test", "/second"));

        var made = await CreateAsync("one");

        made["data"]!["seen"]!.GetValue<string>().ShouldBe("late");
        _hooks.Asked.Select(one => one.Path).ShouldBe(["/first", "/second", "/first"]);
    }

    [Fact]
    public async Task What_was_admitted_before_its_namespace_was_deleted_goes_with_it()
    {
        _hooks.On("/validate", async request =>
        {
            if ((string?)request["operation"] == "CREATE" && (string?)request["name"] == "late")
            {
                (await _http.DeleteAsync("/api/v1/namespaces/room")).EnsureSuccessStatusCode();
                await IsGoneAsync("/api/v1/namespaces/room");
            }

            return new JsonObject { ["allowed"] = true };
        });
        await RegisterAsync("Validating", Hook("a.hooks.test", "/validate"));
        var space = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = "room" } };
        (await _http.PostAsJsonAsync("/api/v1/namespaces", space)).EnsureSuccessStatusCode();

        using var late = await _http.PostAsJsonAsync("/api/v1/namespaces/room/configmaps", ConfigMap("late"));

        late.StatusCode.ShouldBe(HttpStatusCode.Created);
        await IsGoneAsync("/api/v1/namespaces/room/configmaps/late");
    }

    [Theory]
    [InlineData("""{"name":"short"}""", "webhooks[0].name: Invalid value: \"short\": should be a domain with at least three segments separated by dots")]
    [InlineData("""{"sideEffects":null}""", "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun")]
    [InlineData("""{"timeoutSeconds":31}""", "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds")]
    public async Task A_wrong_configuration_is_refused(string changes, string finding)
    {
        var hook = Hook("a.hooks.test", "/validate");
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject()) hook[name] = value?.DeepClone();

        using var answer = await PostConfigurationAsync("Validating", hook);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = await answer.Content.ReadFromJsonAsync<JsonObject>();
        told!["message"]!.GetValue<string>().ShouldContain(finding);
    }

    private Task IsGoneAsync(string path) =>
        Eventually.Holds(async () => (await _http.GetAsync(path)).StatusCode == HttpStatusCode.NotFound, $"{path} is gone");

    private static HttpClient Client(Uri address) => new() { BaseAddress = address };

    private JsonObject Hook(string name, string path, bool byService = true)
    {
        var client = new JsonObject { ["caBundle"] = _hooks.CaBundle };
        if (byService) client["service"] = new JsonObject { ["namespace"] = "default", ["name"] = "hooks", ["path"] = path };
        else client["url"] = $"https://127.0.0.1:{_hooks.Port}{path}";
        return new JsonObject
        {
            ["name"] = name,
            ["admissionReviewVersions"] = new JsonArray("v1"),
            ["sideEffects"] = "None",
            ["clientConfig"] = client,
            ["rules"] = JsonNode.Parse("""[{"apiGroups":[""],"apiVersions":["v1"],"resources":["configmaps"],"operations":["*"]}]"""),
            ["timeoutSeconds"] = 30,
        };
    }

    private async Task RegisterAsync(string kind, params JsonObject[] hooks)
    {
        using var made = await PostConfigurationAsync(kind, hooks);
        made.IsSuccessStatusCode.ShouldBeTrue(await made.Content.ReadAsStringAsync());
    }

    private Task<HttpResponseMessage> PostConfigurationAsync(string kind, params JsonObject[] hooks) =>
        _http.PostAsJsonAsync($"/apis/admissionregistration.k8s.io/v1/{kind.ToLowerInvariant()}webhookconfigurations", new JsonObject
        {
            ["apiVersion"] = "admissionregistration.k8s.io/v1",
            ["kind"] = kind + "WebhookConfiguration",
            ["metadata"] = new JsonObject { ["name"] = "tests" },
            ["webhooks"] = new JsonArray([.. hooks]),
        });

    private async Task<JsonObject> CreateAsync(string name)
    {
        using var made = await _http.PostAsJsonAsync(ConfigMaps, ConfigMap(name));
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        return (await made.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static JsonObject ConfigMap(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["asked"] = "yes" } },
        ["data"] = new JsonObject { ["k"] = "v" },
    };
}
