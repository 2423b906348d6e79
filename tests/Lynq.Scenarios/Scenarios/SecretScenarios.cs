using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

public sealed class SecretScenarios
{
    // SQLite has no passwords.
    [Scenario(Backend.SandboxMariaDb | Backend.SandboxPostgreSql | Backend.ControlPlaneMariaDb)]
    public async Task S08_Secret_rotation(Backend backend)
    {
        if (backend == Backend.SandboxSqlite) return;
        await RunAsync(backend, "S08", async s =>
        {
            await s.Db.ExecuteAsync(s.Db.BaseTable);
            await s.RowAsync("acme");
            await s.SecretAsync("wrong");
            await s.HubAsync("h", "tenants");
            await s.FormAsync(Cm("c", $"{U}-c", ("a", "1")));
            await UntilAsync("hub is not Ready", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "False"));

            await s.PatchAsync(Kinds.Secret, "db", $$$"""{"stringData":{"password":"{{{s.Db.Password}}}"}}""");
            await UntilAsync("hub is Ready", T2, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "True"));
            await s.NodesReadyAsync(T2, "acme-f");

            await s.Db.ChangePasswordAsync("second one");
            await s.PatchAsync(Kinds.Secret, "db", """{"stringData":{"password":"second one"}}""");
            await s.RowAsync("later");
            await s.NodesReadyAsync(T2, "acme-f", "later-f");
            await UntilAsync("hub is Ready", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "True"));
        });
    }

    [Scenario(Backend.MySql | Backend.SandboxPostgreSql)]
    public Task S13_Immediate_sync_on_request(Backend backend) => RunAsync(backend, "S13", async s =>
    {
        await s.Db.ExecuteAsync(s.Db.BaseTable);
        await s.RowAsync("acme");
        await s.SecretAsync();
        var hub = s.HubBody("h", "tenants");
        hub["spec"]!["source"]!["syncInterval"] = "1h";
        await s.CreateAsync(Kinds.Hub, null, hub);
        await s.FormAsync(Cm("c", $"{U}-c", ("a", "1")));
        await s.NodesReadyAsync(T1, "acme-f");

        await s.RowAsync("late");
        await StaysAsync(Watching, async () => (await s.NamesAsync(Kinds.Node)).ShouldBe(["acme-f"]));
        await s.PatchAsync(Kinds.Hub, "h", """{"metadata":{"annotations":{"operator.lynq.sh/sync":"now"}}}""");
        await s.AppearsAsync(Kinds.Node, "late-f", T1);
    });
}
