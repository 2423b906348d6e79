using Lynq.Host.Tests.Operating;
using Lynq.Testing;

namespace Lynq.Host.Tests.Logging;

/// <summary>What may never be in a log (contract §16.4), at its most talkative.</summary>
public sealed class LogSecrecyTests(MariaDbFixture database) : IClassFixture<MariaDbFixture>
{
    [MariaDbFact]
    public async Task A_run_logs_neither_the_password_nor_values_of_rows_nor_contents_of_Secrets()
    {
        var server = database.Server;
        await server.ExecuteAsync("create table secrecy (id varchar(50) primary key, plan varchar(50), active int); insert into secrecy values ('acme', 'value-of-a-row', 1)", server.Database);
        await using var cluster = await SmallCluster.StartAsync();
        await using var lynq = await RunningOperator.StartAsync(cluster.Kubeconfig, "--zap-log-level=debug");
        await cluster.ApplyAsync($"{{apiVersion: v1, kind: Secret, metadata: {{name: db, namespace: default}}, data: {{password: {Base64(server.Password)}}}}}");
        await cluster.ApplyAsync($$"""
            apiVersion: operator.lynq.sh/v1
            kind: LynqHub
            metadata: {name: tenants, namespace: default}
            spec:
              source:
                type: mysql
                syncInterval: 1s
                mysql: {host: {{server.Host}}, port: {{server.Port}}, username: {{server.Username}}, passwordRef: {name: db, key: password}, database: {{server.Database}}, table: secrecy}
              valueMappings: {uid: id, activate: active}
              extraValueMappings: {plan: plan}
            """);
        await cluster.ApplyAsync("""
            apiVersion: operator.lynq.sh/v1
            kind: LynqForm
            metadata: {name: shop, namespace: default}
            spec:
              hubId: tenants
              secrets:
              - id: token
                nameTemplate: "{{ .uid }}-token"
                spec: {apiVersion: v1, kind: Secret, stringData: {token: "made-of-{{ .plan }}"}}
            """);
        await cluster.ReadyAsync("acme-shop");
        await server.ExecuteAsync("update secrecy set plan = 'another-value' where id = 'acme'", server.Database);
        await Eventually.Holds(
            async () => (await cluster.GetAsync("v1", "Secret", "default", "acme-token"))!.Value.GetProperty("data").GetProperty("token").GetString() == Base64("made-of-another-value"),
            "the changed row is applied");
        // A failure is logged with its cause.
        await server.ExecuteAsync("rename table secrecy to elsewhere", server.Database);
        await Eventually.Holds(() => lynq.Log.Contains("elsewhere", StringComparison.Ordinal) || lynq.Log.Contains("secrecy", StringComparison.Ordinal), "the failure is logged");

        var log = lynq.Log;
        log.ShouldContain("\"level\":\"debug\"");
        foreach (var secret in (string[])[server.Password, "\u00fc\u20ac", "value-of-a-row", "another-value", "made-of-"])
            log.ShouldNotContain(secret, Case.Sensitive, "no secret in a log");
    }

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}
