using System.Text.Json.Nodes;
using Lynq.Kubernetes;
using Lynq.Testing;

namespace Lynq.Benchmarks.Worlds;

/// <summary>A namespace with a table, a hub that reads it, and one form.</summary>
internal sealed class Population(World world, string ns)
{
    /// <summary>Name of the form.</summary>
    public const string Form = "web";

    private const string Hub = "hub";

    public string Namespace => ns;

    private string Table => ns.Replace('-', '_');

    /// <summary>The name of the node of a row.</summary>
    public static string Node(int row) => $"{RowTable.Uid(row)}-{Form}";

    /// <summary>Makes everything but the hub: nothing happens yet.</summary>
    public async Task PrepareAsync(int rows, JsonObject form)
    {
        await world.CreateNamespaceAsync(ns);
        await world.Rows.FillAsync(Table, rows);
        await world.Admin.CreateAsync(Kinds.Secret, ns, new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = "db" },
            ["stringData"] = new JsonObject { ["password"] = world.Rows.Password },
        });
        await world.Admin.CreateAsync(Kinds.Form, ns, Of(Kinds.Form, Form, form));
    }

    /// <summary>Makes the hub: the operator begins.</summary>
    public Task StartAsync(string syncInterval) => world.Admin.CreateAsync(Kinds.Hub, ns, Of(Kinds.Hub, Hub, new JsonObject
    {
        ["source"] = world.Rows.Source(Table, syncInterval, "db"),
        ["valueMappings"] = new JsonObject { ["uid"] = "id", ["activate"] = "active" },
        ["extraValueMappings"] = new JsonObject { ["plan"] = "plan", ["region"] = "region", ["url"] = "url" },
    }));

    /// <summary>Lets the hub read its table at another pace; when this returns its status tells so.</summary>
    public async Task SyncEveryAsync(string interval)
    {
        var pace = new JsonObject { ["spec"] = new JsonObject { ["source"] = new JsonObject { ["syncInterval"] = interval } } };
        await world.Admin.MergePatchAsync(Kinds.Hub.Named(ns, Hub), pace, Representation.Metadata);
        await Eventually.Holds(
            async () =>
            {
                var hub = await world.Admin.GetAsync(Kinds.Hub.Named(ns, Hub));
                return hub.GetProperty("status").GetProperty("observedGeneration").GetInt64() == hub.GetProperty("metadata").GetProperty("generation").GetInt64();
            },
            "the hub's status tells of its pace");
    }

    /// <summary>Changes the form.</summary>
    public Task ChangeFormAsync(JsonObject patch) => world.Admin.MergePatchAsync(Kinds.Form.Named(ns, Form), new JsonObject { ["spec"] = patch }, Representation.Metadata);

    /// <summary>Changes one row; when this returns it is committed.</summary>
    public Task ChangeRowAsync(int row, string plan) => world.Rows.ExecuteAsync($"UPDATE {Table} SET plan='{plan}' WHERE id='{RowTable.Uid(row)}'");

    /// <summary>Deletes the hub.</summary>
    public Task DeleteHubAsync() => world.Admin.DeleteAsync(Kinds.Hub.Named(ns, Hub));

    /// <summary>Deletes the hub, and waits until the operator has let it go: all nodes are gone then.</summary>
    public async Task RemoveHubAsync()
    {
        await DeleteHubAsync();
        await Eventually.Holds(async () => !(await world.Admin.FindAsync(Kinds.Hub.Named(ns, Hub), Representation.Metadata)).Found, $"the hub of {ns} is gone", TimeSpan.FromMinutes(30));
    }

    private JsonObject Of(ApiResource kind, string name, JsonObject spec) => new()
    {
        ["apiVersion"] = kind.ApiVersion,
        ["kind"] = kind.Kind,
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        ["spec"] = spec.DeepClone(),
    };
}
