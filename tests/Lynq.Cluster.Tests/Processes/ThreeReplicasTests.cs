using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Watching;
using Lynq.Crds.Schema;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Sandbox;
using Lynq.Testing;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>Rows become objects while replicas come and go; the sandbox's record shows what was written.</summary>
[Collection(nameof(Engine.PlacementTests))]
public sealed class ThreeReplicasTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rows = 120;
    private static readonly ApiResource ConfigMaps = new("", "v1", "ConfigMap", "configmaps", Namespaced: true);

    private readonly string _table = Path.Combine(Path.GetTempPath(), $"lynq-{Guid.NewGuid():n}.db");
    private SandboxServer _server = null!;
    private KubernetesClient _client = null!;
    private ReplicaProcesses _replicas = null!;

    public async Task InitializeAsync()
    {
        var descriptions = FieldDescriptions.Load();
        _server = await SandboxServer.StartAsync(new SandboxOptions { Crds = [.. CrdDefinition.All.Select(d => d.ToJson(descriptions).ToJsonString())] });
        _client = new KubernetesClient(KubernetesConfigurationLoader.FromFiles([_server.KubeconfigPath]));
        Sql("create table tenants (id text, active text, plan text)");
        Sql(string.Join(';', Enumerable.Range(0, Rows).Select(i => $"insert into tenants values ('t{i}', '1', 'first')")));
        _replicas = new ReplicaProcesses(_server.KubeconfigPath, 3);
        for (var replica = 0; replica < 3; replica++) _replicas.Start(replica);
        await _replicas.SpreadAsync(0, 1, 2);
        await CreateAsync(BuiltInResources.Hubs, $$$"""
            {"apiVersion":"operator.lynq.sh/v1","kind":"LynqHub","metadata":{"name":"tenants"},
             "spec":{"source":{"type":"sqlite","syncInterval":"1s","sqlite":{"path":"{{{_table}}}","table":"tenants"}},
              "valueMappings":{"uid":"id","activate":"active"},"extraValueMappings":{"plan":"plan"} } }
            """);
        await CreateAsync(BuiltInResources.Forms, """
            {"apiVersion":"operator.lynq.sh/v1","kind":"LynqForm","metadata":{"name":"web"},
             "spec":{"hubId":"tenants","configMaps":[{"id":"c","nameTemplate":"{{ .uid }}-c","spec":{"apiVersion":"v1","kind":"ConfigMap","data":{"plan":"{{ .plan }}"} } }]} }
            """);
    }

    public async Task DisposeAsync()
    {
        await _replicas.DisposeAsync();
        _client.Dispose();
        await _server.DisposeAsync();
        SqliteConnection.ClearAllPools();
        File.Delete(_table);
    }

    [Fact]
    public async Task Every_change_is_written_once_whoever_ends_meanwhile()
    {
        await HaveAsync("first", Rows);
        WritesOfConfigMaps().Values.ShouldAllBe(count => count == 1);
        WritesOfConfigMaps().Count.ShouldBe(Rows);

        await ChangeAsync("second", () => _replicas.KillAsync(2));
        await _replicas.SpreadAsync(0, 1);

        _replicas.Start(2);
        await _replicas.SpreadAsync(0, 1, 2);
        await ChangeAsync("third", () => _replicas.TerminateAsync(2));
        await _replicas.SpreadAsync(0, 1);
    }

    private async Task ChangeAsync(string plan, Func<Task> disturb)
    {
        _server.Requests.Clear();
        Sql($"update tenants set plan = '{plan}'");
        await HaveAsync(plan, Rows / 6);
        var since = TimeProvider.System.GetTimestamp();
        await disturb();
        await HaveAsync(plan, Rows);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{plan}: complete {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.0} s after the disturbance"));
        var writes = WritesOfConfigMaps();
        writes.Count.ShouldBe(Rows);
        writes.Where(write => write.Value != 1).ShouldBeEmpty();
    }

    private Dictionary<string, int> WritesOfConfigMaps() => _server.Requests.History
        .Where(request => request.Resource == "configmaps" && request.Verb is "apply" or "patch" or "create" or "update" or "delete" && request.Name.EndsWith("-c", StringComparison.Ordinal))
        .GroupBy(request => request.Name, StringComparer.Ordinal)
        .ToDictionary(writes => writes.Key, writes => writes.Count(), StringComparer.Ordinal);

    private Task HaveAsync(string plan, int count) => Eventually.Holds(
        async () => await CountAsync(plan) >= count, $"{count} objects have the plan {plan}", TimeSpan.FromSeconds(120));

    private async Task<int> CountAsync(string plan)
    {
        var page = await _client.ListPageAsync(ConfigMaps, new ListOptions { Namespace = "default" }, Representation.Full, CancellationToken.None);
        return page.Items.Count(item => item.TryGetProperty("data", out var data) && data.TryGetProperty("plan", out var value) && value.GetString() == plan);
    }

    private async Task CreateAsync(ApiResource resource, string json) => await _client.CreateAsync(resource, "default", JsonNode.Parse(json)!);

    private void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={_table}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
