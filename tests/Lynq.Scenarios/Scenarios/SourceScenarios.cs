using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

/// <summary>Databases that fail, change and lie.</summary>
public sealed class SourceScenarios
{
    [Scenario(Backend.All)]
    public Task S06_Outage_keeps_everything(Backend backend) => RunAsync(backend, "S06", async s =>
    {
        await s.BaseAsync();
        string[] uids = ["t1", "t2", "t3", "t4", "t5"];
        foreach (var uid in uids)
            await s.RowAsync(uid);
        await s.FormAsync(Cm("c", $"{U}-c", ("a", "1")));
        await s.NodesReadyAsync(T1, [.. uids.Select(uid => $"{uid}-f")]);
        var before = await IdentitiesAsync(s);

        await s.Db.ExecuteAsync("ALTER TABLE tenants RENAME TO hidden");
        await UntilAsync("hub is not Ready", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "False"));
        await s.EventAsync("DatabaseQueryFailed", T1, "h");
        await StaysAsync(Watching, async () =>
        {
            (await IdentitiesAsync(s)).ShouldBe(before);
            (await s.GetAsync(Kinds.Hub, "h")).Count("status", "desired").ShouldBe(5);
        });

        await s.Db.ExecuteAsync("INSERT INTO hidden (id, active) VALUES ('t6', 1)");
        await s.Db.ExecuteAsync("ALTER TABLE hidden RENAME TO tenants");
        await UntilAsync("hub is Ready", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "True"));
        await s.AppearsAsync(Kinds.Node, "t6-f", T1);
        (await IdentitiesAsync(s)).ShouldStartWith(before);
    });

    [Scenario(Backend.MySql | Backend.SandboxPostgreSql)]
    public Task S07_Bad_mapping(Backend backend) => RunAsync(backend, "S07", async s =>
    {
        await s.Db.ExecuteAsync(s.Db.BaseTable);
        await s.RowAsync("acme");
        await s.SecretAsync();
        await s.HubAsync("h", "tenants", ("wrong", "no_such_column"));
        await s.FormAsync(Cm("c", $"{U}-c", ("a", "1")));
        await UntilAsync("hub is not Ready", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "False"));
        await StaysAsync(Watching, async () => (await s.NamesAsync(Kinds.Node)).ShouldBeEmpty());

        await s.PatchAsync(Kinds.Hub, "h", """{"spec":{"extraValueMappings":{"wrong":null}}}""");
        await UntilAsync("hub is Ready", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "True"));
        await s.NodesReadyAsync(T1, "acme-f");
    });

    [Scenario(Backend.MySql | Backend.SandboxPostgreSql)]
    public Task S09_One_bad_row_does_not_hurt_the_others(Backend backend) => RunAsync(backend, "S09", async s =>
    {
        await s.Db.ExecuteAsync(s.Db.KeylessTable);
        await s.RowAsync("good");
        await s.RowAsync("Bad_Name");
        await s.RowAsync("");
        await s.Db.ExecuteAsync("INSERT INTO tenants (id, active) VALUES (NULL, 1)");
        await s.RowAsync("good2");
        await s.SecretAsync();
        await s.HubAsync("h", "tenants");
        await s.FormAsync(Cm("c", $"{U}-c", ("a", "1")));

        await s.NodesReadyAsync(T1, "good-f", "good2-f");
        await PassesAsync(T1, async () =>
        {
            var hub = await s.GetAsync(Kinds.Hub, "h");
            var told = string.Join('\n', (await s.ListAsync(Kinds.Event)).Where(e => e.Text("type") == "Warning").Select(e => e.Text("message")).Append(hub.Text("status", "conditions")));
            told.ShouldContain("Bad_Name");
            (hub.Count("status", "failed") > 0 || told.Contains("Bad_Name", StringComparison.Ordinal)).ShouldBeTrue();
        });
        await StaysAsync(Watching, async () =>
        {
            (await s.NamesAsync(Kinds.Node)).ShouldBe(["good-f", "good2-f"]);
            (await s.ListAsync(Kinds.Event)).Count(e => e.Text("type") == "Warning" && e.Text("involvedObject", "kind") == "LynqHub").ShouldBeLessThanOrEqualTo(3);
        });
    });

    private static async Task<string> IdentitiesAsync(Scenario s) => string.Join(' ', [
        .. (await s.ListAsync(Kinds.Node)).Concat(await s.ListAsync(Kinds.ConfigMap))
            .Where(item => item.Name()!.StartsWith('t')).OrderBy(item => item.Name()!.StartsWith("t6", StringComparison.Ordinal)).ThenBy(item => item.Name(), StringComparer.Ordinal).Select(item => $"{item.Name()}={item.Uid()}"),
    ]);
}
