using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sandbox.Tests.Authorization;

public sealed class RbacTests : IAsyncLifetime
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    private SandboxServer _server = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions
        {
            Rbac = true,
            Users = new Dictionary<string, SandboxUser>(StringComparer.Ordinal) { ["jane-token"] = new("jane", "readers") },
        });
        _admin = Client(_server.Token);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/v1/namespaces/default/pods", "pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" in the namespace \"default\"")]
    [InlineData("/api/v1/nodes/a", "nodes \"a\" is forbidden: User \"jane\" cannot get resource \"nodes\" in API group \"\" at the cluster scope")]
    [InlineData("/apis/apps/v1/deployments?watch=true", "deployments.apps is forbidden: User \"jane\" cannot watch resource \"deployments\" in API group \"apps\" at the cluster scope")]
    [InlineData("/metrics", "forbidden: User \"jane\" cannot get path \"/metrics\"")]
    public async Task Without_a_binding_nothing_is_allowed(string path, string message)
    {
        using var jane = Client("jane-token");
        using var refused = await jane.GetAsync(path);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var status = await refused.Content.ReadFromJsonAsync<JsonObject>();
        status!["message"]!.GetValue<string>().ShouldBe(message);
        status["reason"]!.GetValue<string>().ShouldBe("Forbidden");
    }

    [Fact]
    public async Task A_token_of_nobody_is_unauthorized_and_no_token_anonymous()
    {
        using var stranger = Client("made-up");
        (await stranger.GetAsync("/api/v1/pods")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var nobody = new HttpClient { BaseAddress = _server.Url };
        using var refused = await nobody.GetAsync("/api/v1/pods");
        (await refused.Content.ReadAsStringAsync()).ShouldContain("system:anonymous");
        (await nobody.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("User", "jane")]
    [InlineData("Group", "readers")]
    public async Task A_role_binding_allows_in_its_namespace_only(string kind, string name)
    {
        await PostAsync($"{Rbac}/namespaces/default/roles", "Role", "r", """{"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get","list"]}]}""");
        await PostAsync($"{Rbac}/namespaces/default/rolebindings", "RoleBinding", "b", Binding("Role", "r", kind, name));

        using var jane = Client("jane-token");
        (await jane.GetAsync("/api/v1/namespaces/default/pods")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await jane.GetAsync("/api/v1/namespaces/kube-system/pods")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await jane.GetAsync("/api/v1/pods")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await jane.GetAsync("/api/v1/namespaces/default/pods/a/status")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await jane.DeleteAsync("/api/v1/namespaces/default/pods/a")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Resource_names_narrow_a_rule()
    {
        await PostAsync($"{Rbac}/clusterroles", "ClusterRole", "one", """{"rules":[{"apiGroups":[""],"resources":["namespaces"],"resourceNames":["default"],"verbs":["get"]}]}""");
        await PostAsync($"{Rbac}/clusterrolebindings", "ClusterRoleBinding", "one", Binding("ClusterRole", "one", "User", "jane"));

        using var jane = Client("jane-token");
        (await jane.GetAsync("/api/v1/namespaces/default")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await jane.GetAsync("/api/v1/namespaces/kube-system")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_service_accounts_token_is_that_account_until_it_is_deleted()
    {
        await Eventually.Holds(async () => (await _admin.GetAsync("/api/v1/namespaces/default/serviceaccounts/default")).IsSuccessStatusCode, "the namespace has its account");
        var token = await TokenAsync("default");
        await PostAsync($"{Rbac}/clusterroles", "ClusterRole", "pods", """{"rules":[{"apiGroups":["*"],"resources":["pods"],"verbs":["*"]}]}""");
        await PostAsync($"{Rbac}/clusterrolebindings", "ClusterRoleBinding", "pods",
            """{"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"pods"},"subjects":[{"kind":"ServiceAccount","name":"default","namespace":"default"}]}""");

        using var account = Client(token);
        (await account.GetAsync("/api/v1/pods")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var review = await ReviewAsync(token);
        review["authenticated"]!.GetValue<bool>().ShouldBeTrue();
        review["user"]!["username"]!.GetValue<string>().ShouldBe("system:serviceaccount:default:default");

        (await _admin.DeleteAsync("/api/v1/namespaces/default/serviceaccounts/default")).EnsureSuccessStatusCode();
        (await account.GetAsync("/api/v1/pods")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_forged_token_is_nobodys()
    {
        await Eventually.Holds(async () => (await _admin.GetAsync("/api/v1/namespaces/default/serviceaccounts/default")).IsSuccessStatusCode, "the namespace has its account");
        var token = await TokenAsync("default");
        foreach (var forged in (string[])["", "nonsense", token[..^2], token[..(token.LastIndexOf('.') + 1)], token + "x"])
            (await ReviewAsync(forged)).ContainsKey("authenticated").ShouldBeFalse(forged);
    }

    [Fact]
    public async Task An_access_review_names_the_binding()
    {
        await PostAsync($"{Rbac}/clusterroles", "ClusterRole", "scraper", """{"rules":[{"nonResourceURLs":["/metrics"],"verbs":["get"]}]}""");
        await PostAsync($"{Rbac}/clusterrolebindings", "ClusterRoleBinding", "scrape", Binding("ClusterRole", "scraper", "Group", "scrapers"));

        var allowed = await AccessAsync("""{"groups":["scrapers"],"nonResourceAttributes":{"path":"/metrics","verb":"get"}}""");
        allowed["allowed"]!.GetValue<bool>().ShouldBeTrue();
        allowed["reason"]!.GetValue<string>().ShouldBe("""RBAC: allowed by ClusterRoleBinding "scrape" of ClusterRole "scraper" to Group "scrapers" """.TrimEnd());
        (await AccessAsync("""{"user":"jane","nonResourceAttributes":{"path":"/metrics","verb":"get"}}"""))["allowed"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Impersonation_asks_as_somebody_else_for_those_who_may()
    {
        using var jane = Client("jane-token");
        jane.DefaultRequestHeaders.Add("Impersonate-User", "root");
        (await jane.GetAsync("/version")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var admin = Client(_server.Token);
        admin.DefaultRequestHeaders.Add("Impersonate-User", "jane");
        using var refused = await admin.GetAsync("/api/v1/pods");
        (await refused.Content.ReadAsStringAsync()).ShouldContain("User \\\"jane\\\" cannot list");
    }

    private HttpClient Client(string token)
    {
        var client = new HttpClient { BaseAddress = _server.Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static string Binding(string roleKind, string role, string kind, string name) =>
        $$$"""{"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"{{{roleKind}}}","name":"{{{role}}}"},"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"{{{kind}}}","name":"{{{name}}}"}]}""";

    private async Task PostAsync(string path, string kind, string name, string json)
    {
        var value = JsonNode.Parse(json)!.AsObject();
        value["apiVersion"] = "rbac.authorization.k8s.io/v1";
        value["kind"] = kind;
        value["metadata"] = new JsonObject { ["name"] = name };
        using var made = await _admin.PostAsJsonAsync(path, value);
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
    }

    private async Task<string> TokenAsync(string account)
    {
        using var made = await _admin.PostAsJsonAsync($"/api/v1/namespaces/default/serviceaccounts/{account}/token", new JsonObject { ["spec"] = new JsonObject() });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        return (await made.Content.ReadFromJsonAsync<JsonObject>())!["status"]!["token"]!.GetValue<string>();
    }

    private Task<JsonObject> ReviewAsync(string token) =>
        StatusAsync("/apis/authentication.k8s.io/v1/tokenreviews", new JsonObject { ["spec"] = new JsonObject { ["token"] = token } });

    private Task<JsonObject> AccessAsync(string spec) =>
        StatusAsync("/apis/authorization.k8s.io/v1/subjectaccessreviews", new JsonObject { ["spec"] = JsonNode.Parse(spec) });

    private async Task<JsonObject> StatusAsync(string path, JsonObject body)
    {
        using var made = await _admin.PostAsJsonAsync(path, body);
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        return (await made.Content.ReadFromJsonAsync<JsonObject>())!["status"]!.AsObject();
    }
}
