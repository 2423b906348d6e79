using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Actors.Watching;
using Lynq.Kubernetes;
using Lynq.Testing;
using Microsoft.Data.Sqlite;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>A table of tenants, its hub and a form that makes a ConfigMap of each row, or more objects.</summary>
internal sealed class Tenants : IAsyncDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"lynq-{Guid.NewGuid():n}.db");
    private readonly IKubernetesClient _client;
    private readonly IReadOnlyList<TenantObject> _objects;
    private int _reads;

    private Tenants(IKubernetesClient client, int count, IReadOnlyList<TenantObject> objects) => (_client, Count, _objects) = (client, count, objects);

    /// <summary>Rows; LYNQ_CLUSTER_ROWS, else 120.</summary>
    public static int Rows { get; } = int.TryParse(Environment.GetEnvironmentVariable("LYNQ_CLUSTER_ROWS"), CultureInfo.InvariantCulture, out var rows) ? rows : 120;

    public int Count { get; }

    /// <param name="client">Makes the hub and the form.</param>
    /// <param name="maxSkew">How many nodes may change at once; 0 for any number.</param>
    /// <param name="objects">What the form makes of a row; nothing for a ConfigMap.</param>
    public static async Task<Tenants> CreateAsync(IKubernetesClient client, int maxSkew, IReadOnlyList<TenantObject>? objects = null)
    {
        var tenants = new Tenants(client, Rows, objects ?? [TenantObject.ConfigMap]);
        tenants.Sql("create table tenants (id text, active text, plan text)");
        tenants.Sql(string.Join(';', Enumerable.Range(0, Rows).Select(i => $"insert into tenants values ('t{i}', '1', 'first')")));
        await tenants.CreateAsync(BuiltInResources.Hubs, $$$"""
            {"apiVersion":"operator.lynq.sh/v1","kind":"LynqHub","metadata":{"name":"tenants"},
             "spec":{"source":{"type":"sqlite","syncInterval":"1s","sqlite":{"path":"{{{tenants._file}}}","table":"tenants"}},
              "valueMappings":{"uid":"id","activate":"active"},"extraValueMappings":{"plan":"plan"} } }
            """);
        await tenants.CreateAsync(BuiltInResources.Forms, $$$"""
            {"apiVersion":"operator.lynq.sh/v1","kind":"LynqForm","metadata":{"name":"web"},
             "spec":{"hubId":"tenants","rollout":{"maxSkew":{{{maxSkew}}}},
              {{{string.Join(',', tenants._objects.Select(o => $"\"{o.Array}\":[{o.FormEntry}]"))}}}} }
            """);
        return tenants;
    }

    /// <summary>Changes every row.</summary>
    public void Change(string plan) => Sql($"update tenants set plan = '{plan}'");

    /// <summary>Has the rows read at once, as every change of the hub's spec does, and from then on about once a minute.</summary>
    public Task ReadNowAsync() => _client.MergePatchAsync(
        BuiltInResources.Hubs.Named("default", "tenants"),
        JsonNode.Parse($$$"""{"spec":{"source":{"syncInterval":"{{{60 + (_reads++ % 2)}}}s"} } }""")!,
        Representation.Metadata,
        null,
        null,
        CancellationToken.None);

    /// <summary>Waits until that many rows, or all, have their objects with a plan.</summary>
    public async Task HaveAsync(string plan, int? count = null)
    {
        foreach (var one in _objects)
            await Eventually.Holds(
                async () => await CountAsync(one, plan) >= (count ?? Count),
                string.Create(CultureInfo.InvariantCulture, $"{count ?? Count} {one.Resource.Plural} have the plan {plan}"),
                TimeSpan.FromMinutes(5));
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        File.Delete(_file);
        return ValueTask.CompletedTask;
    }

    private async Task<int> CountAsync(TenantObject one, string plan)
    {
        var count = 0;
        await foreach (var item in _client.ListAsync(one.Resource, new ListOptions { Namespace = "default" }))
            count += one.Says(item, plan) ? 1 : 0;
        return count;
    }

    private async Task CreateAsync(ApiResource resource, string json) => await _client.CreateAsync(resource, "default", JsonNode.Parse(json)!);

    private void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={_file}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
