namespace Lynq.Scenarios;

internal sealed partial class Scenario
{
    /// <summary>How often hubs look; shorter than the conventions' 5 s, to save time.</summary>
    public const string SyncInterval = "2s";

    private static readonly string[] Columns = ["plan", "region", "replicas", "image", "cfg", "url"];

    /// <summary>The base table, Secret <c>db</c> and hub <c>h</c>.</summary>
    public async Task BaseAsync(params (string Variable, string Column)[] more)
    {
        await Db.ExecuteAsync(Db.BaseTable);
        await SecretAsync();
        await HubAsync("h", "tenants", more);
    }

    public Task SecretAsync(string? password = null) =>
        CreateAsync(Kinds.Secret, null, Json.Map(("metadata", Json.Map(("name", "db"))), ("stringData", Json.Map(("password", password ?? Db.Password)))));

    public Task HubAsync(string name, string table, params (string Variable, string Column)[] more) =>
        CreateAsync(Kinds.Hub, null, HubBody(name, table, more));

    public JsonObject HubBody(string name, string table, params (string Variable, string Column)[] more) => Json.Map(
        ("apiVersion", Kinds.Hub.ApiVersion),
        ("kind", Kinds.Hub.Kind),
        ("metadata", Json.Map(("name", name), ("namespace", Ns))),
        ("spec", Json.Map(
            ("source", Db.Source(table, SyncInterval, "db")),
            ("valueMappings", Json.Map(("uid", "id"), ("activate", "active"))),
            ("extraValueMappings", Json.Map([.. Columns.Select(column => (column, (JsonNode?)column)), .. more.Select(pair => (pair.Variable, (JsonNode?)pair.Column))])))));

    /// <summary>Form <c>f</c> of hub <c>h</c>.</summary>
    public Task FormAsync(params Item[] items) => FormAsync("f", "h", null, items);

    public Task FormAsync(string name, string hub, int? maxSkew, params Item[] items) =>
        CreateAsync(Kinds.Form, null, FormBody(name, hub, maxSkew, items));

    public JsonObject FormBody(string name, string hub, int? maxSkew, params Item[] items) => Json.Map(
        ("apiVersion", Kinds.Form.ApiVersion),
        ("kind", Kinds.Form.Kind),
        ("metadata", Json.Map(("name", name), ("namespace", Ns))),
        ("spec", Items.FormSpec(hub, items, maxSkew)));

    /// <summary>Replaces the items of a form.</summary>
    public Task ChangeFormAsync(params Item[] items) => ChangeFormAsync("f", items);

    public Task ChangeFormAsync(string name, params Item[] items) => EditAsync(Kinds.Form, name, form =>
    {
        var skew = form["spec"]!["rollout"]?["maxSkew"]?.GetValue<int>();
        form["spec"] = Items.FormSpec(form["spec"]!["hubId"]!.GetValue<string>(), items, skew);
    });

    /// <summary>Reads, changes and replaces an object, again when somebody else was faster.</summary>
    public async Task EditAsync(ApiResource kind, string name, Action<JsonObject> change)
    {
        while (true)
        {
            var body = (await GetAsync(kind, name)).Editable();
            change(body);
            try
            {
                await Client.ReplaceAsync(kind.Named(Ns, name), body, Representation.Metadata);
                return;
            }
            catch (KubernetesException e) when (e.IsConflict)
            {
                // Read again: the operator writes to it too.
            }
        }
    }

    public Task RowAsync(string id, string active = "1", string? plan = null, string? replicas = null, string? image = null, string? cfg = null, string? url = null)
    {
        string?[] values = [id, active, plan, replicas, image, cfg, url];
        return Db.ExecuteAsync($"INSERT INTO tenants (id, active, plan, replicas, image, cfg, url) VALUES ({string.Join(", ", values.Select(Quoted))})");
    }

    public static string Quoted(string? text) => text is null ? "NULL" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public Task<JsonElement?> NodeAsync(string name) => GetAsync(Kinds.Node, name);

    public async Task<bool> IsReadyAsync(string node) => (await NodeAsync(node)).Has("Ready", "True", "Reconciled");

    /// <summary>Waits until nodes are Ready.</summary>
    public async Task NodesReadyAsync(TimeSpan within, params string[] nodes)
    {
        foreach (var node in nodes)
            await Eventually.Holds(() => IsReadyAsync(node), $"node {node} is Ready", within);
    }

    /// <summary>Waits for something.</summary>
    public static Task UntilAsync(string what, TimeSpan within, Func<Task<bool>> condition) => Eventually.Holds(condition, what, within);

    /// <summary>Repeats assertions until they pass.</summary>
    public static Task PassesAsync(TimeSpan within, Func<Task> assertions) => Eventually.Passes(assertions, within);

    /// <summary>Asserts something again and again for a while.</summary>
    public static async Task StaysAsync(TimeSpan during, Func<Task> assertions, TimeSpan? each = null)
    {
        using var timer = new PeriodicTimer(each ?? TimeSpan.FromMilliseconds(250));
        var end = DateTimeOffset.UtcNow + during;
        do
        {
            await assertions();
        }
        while (await timer.WaitForNextTickAsync() && DateTimeOffset.UtcNow < end);
    }

    /// <summary>Events of a reason, on the object of a name when one is given.</summary>
    public async Task<IReadOnlyList<JsonElement?>> EventsAsync(string reason, string? on = null) =>
        [.. (await ListAsync(Kinds.Event)).Where(e => e.Text("reason") == reason && (on is null || e.Text("involvedObject", "name") == on))];

    public Task EventAsync(string reason, TimeSpan within, string? on = null) =>
        UntilAsync($"event {reason} on {on ?? "anything"}", within, async () => (await EventsAsync(reason, on)).Count > 0);

    public Task GoneAsync(ApiResource kind, string name, TimeSpan within, string? ns = null) =>
        UntilAsync($"{kind.Kind} {name} is gone", within, async () => !await ExistsAsync(kind, name, ns));

    public async Task<JsonElement?> AppearsAsync(ApiResource kind, string name, TimeSpan within, string? ns = null) =>
        await Eventually.Returns(() => GetAsync(kind, name, ns), found => found is not null, $"{kind.Kind} {name} exists", within);

    /// <summary>Waits until a ConfigMap's key has a value.</summary>
    public Task DataAsync(string configMap, string key, string? value, TimeSpan within, string? ns = null) => UntilAsync(
        $"ConfigMap {configMap} has {key}={value}",
        within,
        async () => await GetAsync(Kinds.ConfigMap, configMap, ns) is { } found && ((JsonElement?)found).Text("data", key) == value);
}
