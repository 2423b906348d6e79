using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lynq.Host.Tests.Operating;
using Lynq.Testing;
using static Lynq.Host.Tests.Admission.RegisteredWebhooks;

namespace Lynq.Host.Tests.Admission;

/// <summary>
/// Contract §17 as a user meets it: the operator runs, the webhooks are registered, the API server asks them over TLS with the
/// self-issued certificate that the operator put into their configurations. The same on the sandbox and on a real API server.
/// </summary>
public sealed class RegisteredWebhookTests(ControlPlaneFixture real, MariaDbFixture database) : IClassFixture<ControlPlaneFixture>, IClassFixture<MariaDbFixture>
{
    private const string Mappings = "valueMappings: {uid: id, activate: active}";
    private const string Map = "{id: a, nameTemplate: '{{ .uid }}', spec: {apiVersion: v1, kind: ConfigMap} }";

    // In the contract's order: of several problems the first is told.
    private static readonly (string Manifest, string Says)[] Refused =
    [
        (Hub("h", "valueMappings: {uid: '', activate: ''}"), "valueMappings.uid is required"),
        (Hub("h", "valueMappings: {uid: id, activate: ''}"), "valueMappings.activate is required"),
        (Hub("h", Mappings, "{type: mysql}"), "mysql configuration is required when source type is mysql"),
        (Hub("h", Mappings, "{type: mysql, mysql: {host: '', username: u, database: d, table: t} }"), "mysql.host is required"),
        (Hub("h", Mappings, "{type: mysql, mysql: {host: db, username: '', database: d, table: t} }"), "mysql.username is required"),
        (Hub("h", Mappings, "{type: mysql, mysql: {host: db, username: u, database: '', table: t} }"), "mysql.database is required"),
        (Hub("h", Mappings, "{type: mysql, mysql: {host: db, username: u, database: d, table: ''} }"), "mysql.table is required"),
        (Form("f", $"{{hubId: '', configMaps: [{Map}], secrets: [{Map}]}}"), "hubId is required"),
        (Form("f", $"{{hubId: h, configMaps: [{Map}], secrets: [{Map}, {{id: b, dependIds: [nobody], spec: {{}} }}]}}"), "duplicate resource IDs found: [a]"),
        (Form("f", "{hubId: h, configMaps: [{id: '', dependIds: [nobody], spec: {apiVersion: v1, kind: ConfigMap} }]}"), "non-empty ID required"),
        (Form("f", "{hubId: h, configMaps: [{id: a, dependIds: [nobody], nameTemplate: '{{ .uid | invalidFunc }}', spec: {apiVersion: v1, kind: ConfigMap} }]}"), "dependency validation failed: "),
        (Form("f", "{hubId: h, configMaps: [{id: a, dependIds: [nobody], spec: {apiVersion: v1, kind: ConfigMap} }]}"), "depends on non-existent resource"),
        (Form("f", "{hubId: h, configMaps: [{id: a, dependIds: [b], spec: {apiVersion: v1, kind: ConfigMap} }, {id: b, dependIds: [a], spec: {apiVersion: v1, kind: ConfigMap} }]}"), "circular dependency detected: a -> b"),
        (Form("f", "{hubId: h, configMaps: [{id: a, nameTemplate: '{{ .uid | invalidFunc }}', ignoreFields: ['$['], spec: {apiVersion: v1, kind: ConfigMap} }]}"), "template validation failed: invalid NameTemplate in resource 'a'"),
        (Form("f", "{hubId: h, configMaps: [{id: a, labelsTemplate: {x: '{{ .uid | | trim }}'}, spec: {apiVersion: v1, kind: ConfigMap} }]}"), "template validation failed: invalid LabelsTemplate[x] in resource 'a'"),
        (Form("f", "{hubId: h, configMaps: [{id: a, annotationsTemplate: {x: '{{ if }}'}, spec: {apiVersion: v1, kind: ConfigMap} }]}"), "template validation failed: invalid AnnotationsTemplate[x] in resource 'a'"),
        (Form("f", "{hubId: h, configMaps: [{id: a, spec: {apiVersion: v1, kind: ConfigMap, data: {x: '{{ nope }}'} } }]}"), "template validation failed: "),
        (Form("f", "{hubId: h, configMaps: [{id: a, ignoreFields: ['$[invalid'], spec: {apiVersion: v1, kind: ConfigMap} }]}"), "ignoreFields validation failed: invalid ignoreFields in resource 'a': invalid JSONPath"),
    ];

    [Fact]
    public async Task The_sandbox_refuses_warns_and_fills_in()
    {
        await using var cluster = await SmallCluster.StartAsync();
        await using var lynq = await RunningOperator.StartAsync(cluster.Kubeconfig);
        using var http = new HttpClient { BaseAddress = cluster.Sandbox.Url };
        var server = new RegisteredWebhooks(http);
        var cases = await server.RefusesEmptyTextsAsync() ? Refused.Where(c => !c.Manifest.Contains("''", StringComparison.Ordinal)) : Refused;
        await server.RegisterAsync(lynq.WebhookPort);

        await RefusesWarnsAndFillsInAsync(server, cases);
    }

    [CustomResourceFact]
    public async Task A_real_API_server_refuses_warns_and_fills_in_while_rows_of_a_real_database_become_resources()
    {
        await real.ControlPlane.InstallLynqCrdsAsync();
        await using var lynq = await RunningOperator.StartAsync(real.ControlPlane.OperatorKubeconfig);
        var server = new RegisteredWebhooks(real.ControlPlane.Http);
        var cases = await server.RefusesEmptyTextsAsync() ? Refused.Where(c => !c.Manifest.Contains("''", StringComparison.Ordinal)) : Refused;
        await server.RegisterAsync(lynq.WebhookPort);

        await RefusesWarnsAndFillsInAsync(server, cases);
        if (DatabasePrograms.WhyNoMariaDb is null)
            await TurnsRowsIntoResourcesAsync(server);
    }

    private static async Task RefusesWarnsAndFillsInAsync(RegisteredWebhooks server, IEnumerable<(string Manifest, string Says)> cases)
    {
        foreach (var (manifest, says) in cases)
        {
            var refusal = await server.CreateAsync(manifest);
            refusal.Status.ShouldNotBeInRange(200, 299, manifest);
            refusal.Message.ShouldContain(says, Case.Sensitive, manifest);
            refusal.Message.ShouldStartWith("admission webhook \"vlynq", Case.Sensitive, manifest);
        }

        var hub = await server.StoreAsync(Hub("known", "valueMappings: {uid: id, activate: active, hostOrUrl: url}", "{type: mysql, mysql: {host: db.invalid, username: u, database: d, table: t} }"));
        hub.Status.ShouldBe(201, hub.Message);
        foreach (var word in (string[])["deprecated", "v1.1.11", "v1.3.0", "extraValueMappings", "toHost"])
            hub.Warnings.ShouldContain(warning => warning.Contains(word, StringComparison.Ordinal), word);
        ((string?)hub.Object["spec"]!["source"]!["syncInterval"]).ShouldBe("30s");
        ((int?)hub.Object["spec"]!["source"]!["mysql"]!["port"]).ShouldBe(3306);

        // What the original refused although its documents are full of it, and what fails later for one resource only.
        var form = await server.CreateAsync(Form("f", "{hubId: known, configMaps: [{id: a, nameTemplate: '{{ .uid }}-{{ .planId }}', timeoutSeconds: 7, spec: {apiVersion: v1, kind: ConfigMap, data: {x: '{{ .missing }}'} } }]}"));
        form.Status.ShouldBe(201, form.Message);
        form.Warnings.ShouldContain(warning => warning.Contains("hub 'known' does not map .planId", StringComparison.Ordinal));
        form.Warnings.ShouldContain(warning => warning.Contains(".missing", StringComparison.Ordinal));
        var resource = form.Object["spec"]!["configMaps"]![0]!;
        foreach (var (field, value) in (IEnumerable<(string, string)>)[("creationPolicy", "WhenNeeded"), ("deletionPolicy", "Delete"), ("conflictPolicy", "Stuck"), ("patchStrategy", "apply"), ("waitForReady", "true"), ("timeoutSeconds", "7"), ("skipOnDependencyFailure", "true")])
            resource[field]!.ToString().ShouldBe(value, field);

        var early = await server.CreateAsync(Form("f", $"{{hubId: later, configMaps: [{Map}]}}"));
        early.Status.ShouldBe(201, early.Message);
        early.Warnings.ShouldContain(warning => warning.Contains("hub 'later' does not exist yet", StringComparison.Ordinal));

        var odd = await server.CreateAsync(Form("f", "{hubId: known, configMaps: [{id: a, nameTemplate: same, creationPolicy: Once, ignoreFields: ['$.data'], labelsTemplate: {lynq.sh/node: x}, spec: {data: {x: '{{ now }}'} } }], persistentVolumeClaims: [{id: p, nameTemplate: '{{ .uid }}', spec: {apiVersion: v1, kind: PersistentVolumeClaim} }]}"));
        odd.Status.ShouldBe(201, odd.Message);
        foreach (var advice in (string[])["creationPolicy Once", "belongs to the operator", "ConfigMap is assumed", "another value each time", "no variable", "use Retain"])
            odd.Warnings.ShouldContain(warning => warning.Contains(advice, StringComparison.Ordinal), advice);
    }

    private async Task TurnsRowsIntoResourcesAsync(RegisteredWebhooks server)
    {
        var (http, db) = (real.ControlPlane.Http, database.Server);
        await db.ExecuteAsync("create table admitted (id varchar(50) primary key, plan varchar(50), active int); insert into admitted values ('acme', 'gold', 1), ('idle', 'free', 0)", db.Database);
        var secret = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "db" }, ["stringData"] = new JsonObject { ["password"] = db.Password } };
        (await http.PostAsJsonAsync(new Uri("/api/v1/namespaces/default/secrets", UriKind.Relative), secret)).EnsureSuccessStatusCode();
        var hub = await server.StoreAsync(Hub(
            "tenants",
            $"{{valueMappings: {{uid: id, activate: active}}, extraValueMappings: {{plan: plan}} }}".Trim('{', '}').Replace("}, extra", "}\n  extra", StringComparison.Ordinal),
            $"{{type: mysql, syncInterval: 1s, mysql: {{host: {db.Host}, port: {db.Port}, username: {db.Username}, passwordRef: {{name: db, key: password}}, database: {db.Database}, table: admitted}} }}"));
        hub.Status.ShouldBe(201, hub.Message);
        var form = await server.StoreAsync(Form("shop", "{hubId: tenants, configMaps: [{id: a, nameTemplate: '{{ .uid }}-settings', spec: {apiVersion: v1, kind: ConfigMap, data: {plan: '{{ .plan }}'} } }]}"));
        form.Status.ShouldBe(201, form.Message);
        form.Warnings.ShouldBeEmpty();

        var live = new Uri("/api/v1/namespaces/default/configmaps/acme-settings", UriKind.Relative);
        await Eventually.Holds(async () => (await http.GetAsync(live)).IsSuccessStatusCode, "the row becomes a ConfigMap");
        ((string?)JsonNode.Parse(await http.GetStringAsync(live))!["data"]!["plan"]).ShouldBe("gold");
        await db.ExecuteAsync("update admitted set plan = 'free' where id = 'acme'", db.Database);
        await Eventually.Holds(async () => (string?)JsonNode.Parse(await http.GetStringAsync(live))!["data"]!["plan"] == "free", "the changed row is applied");
    }
}
