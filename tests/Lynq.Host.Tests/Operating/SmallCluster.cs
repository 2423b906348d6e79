using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Crds.Schema;
using Lynq.Host.Documents;
using Lynq.Host.Tests.Commands;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Sandbox;
using Lynq.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Tests.Operating;

/// <summary>An API server in memory with Lynq's kinds, and a table of rows beside it.</summary>
internal sealed class SmallCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallCluster(SandboxServer sandbox)
    {
        Sandbox = sandbox;
        Client = new KubernetesClient(KubernetesConfigurationLoader.Load(sandbox.KubeconfigPath), new(), TimeProvider.System, NullLogger<KubernetesClient>.Instance);
    }

    public SandboxServer Sandbox { get; }

    public KubernetesClient Client { get; }

    public string Kubeconfig => Sandbox.KubeconfigPath;

    /// <summary>A kubeconfig of one of the users that the sandbox was given.</summary>
    public string KubeconfigOf(string token) => _folder.Write($"{token}.kubeconfig", File.ReadAllText(Kubeconfig).Replace(Sandbox.Token, token, StringComparison.Ordinal));

    private string Database => Path.Combine(_folder.Path, "rows.db");

    public static async Task<SmallCluster> StartAsync(SandboxOptions? options = null)
    {
        var descriptions = FieldDescriptions.Load();
        var crds = CrdDefinition.All.Select(definition => definition.ToYaml(descriptions)).ToList();
        return new(await SandboxServer.StartAsync((options ?? new SandboxOptions()) with { Crds = crds }));
    }

    /// <summary>Makes the table and a hub on it that syncs every second.</summary>
    public async Task CreateHubAsync(params string[] uids)
    {
        await ExecuteAsync("create table tenants (id text primary key, plan text, active integer)");
        foreach (var uid in uids)
            await ExecuteAsync($"insert into tenants values ('{uid}', 'plan-of-{uid}', 1)");
        await ApplyAsync($$"""
            apiVersion: operator.lynq.sh/v1
            kind: LynqHub
            metadata: {name: tenants, namespace: default}
            spec:
              source: {type: sqlite, syncInterval: 1s, sqlite: {path: "{{Database}}", table: tenants} }
              valueMappings: {uid: id, activate: active}
              extraValueMappings: {plan: plan}
            """);
    }

    /// <summary>Makes a form with one ConfigMap for each row.</summary>
    public Task CreateFormAsync(string name = "shop", string rollout = "{}") => ApplyAsync($$$"""
        apiVersion: operator.lynq.sh/v1
        kind: LynqForm
        metadata: {name: {{{name}}}, namespace: default}
        spec:
          hubId: tenants
          rollout: {{{rollout}}}
          configMaps:
          - id: settings
            nameTemplate: "{{ .uid }}-{{{name}}}"
            spec: {apiVersion: v1, kind: ConfigMap, data: {plan: "{{ .plan }}"}}
        """);

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Database, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Applies a manifest, as another client than the operator.</summary>
    public async Task ApplyAsync(string manifest)
    {
        using var text = new StringReader(manifest);
        var body = YamlReader.Read(text, "manifest")[0]!;
        await Client.ApplyAsync(await AddressAsync(body), body, new ApplyOptions { FieldManager = "a-person", Force = true });
    }

    public async Task DeleteAsync(string apiVersion, string kind, string? ns, string name) =>
        await Client.DeleteAsync((await FindAsync(apiVersion, kind)).Named(ns, name));

    public async Task<JsonElement?> GetAsync(string apiVersion, string kind, string? ns, string name)
    {
        var (found, live) = await Client.FindAsync((await FindAsync(apiVersion, kind)).Named(ns, name), Representation.Full, CancellationToken.None);
        return found ? live : null;
    }

    /// <summary>Waits until a node is ready.</summary>
    public Task ReadyAsync(string node) => Eventually.Holds(() => IsReadyAsync(node), $"{node} is ready", TimeSpan.FromMinutes(2));

    /// <summary>Waits until a node is ready, for an operator by a clock that stands still: it may have to try something again.</summary>
    public Task ReadyAsync(string node, FakeTimeProvider clock) =>
        Eventually.Holds(() => IsReadyAsync(node), clock, TimeSpan.FromMilliseconds(100), $"{node} is ready");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Sandbox.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<bool> IsReadyAsync(string node) =>
        await GetAsync("operator.lynq.sh/v1", "LynqNode", "default", node) is { } live && live.GetRawText().Contains("\"reason\":\"Reconciled\"", StringComparison.Ordinal);

    private async Task<ObjectAddress> AddressAsync(JsonNode body)
    {
        var resource = await FindAsync((string)body["apiVersion"]!, (string)body["kind"]!);
        return resource.Named((string?)body["metadata"]!["namespace"], (string)body["metadata"]!["name"]!);
    }

    private async Task<ApiResource> FindAsync(string apiVersion, string kind) =>
        await new Discovery(Client).FindAsync(GroupVersionKind.Parse(apiVersion, kind)) ?? throw new InvalidOperationException($"no kind {kind}");
}
