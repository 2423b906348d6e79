using Lynq.Scenarios.Faults.Rules;
using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios.Faults;

/// <summary>Servers that go away, and an operator that dies.</summary>
[Collection("outages")]
public sealed class OutageTests
{
    [Fact]
    public async Task Goes_on_when_the_API_server_comes_back()
    {
        await using var world = await FaultWorld.StartAsync();
        await RunAsync(world.World, "away", async s =>
        {
            await s.BaseAsync();
            await s.RowAsync("acme", plan: "old");
            await s.FormAsync(Cm("c", $"{U}-c", ("plan", "{{ .plan }}")));
            await s.NodesReadyAsync(T1, "acme-f");

            world.Proxy.Down = true;
            await s.Db.ExecuteAsync("UPDATE tenants SET plan='new' WHERE id='acme'");
            await s.RowAsync("late", plan: "new");
            var seen = world.Proxy.Log.Next;
            await UntilAsync("the operator has knocked several times", T2, () => Task.FromResult(world.Proxy.Log.Next > seen + 5));
            world.World.Operator.IsRunning.ShouldBeTrue();

            world.Proxy.Down = false;
            await s.DataAsync("acme-c", "plan", "new", T3);
            await s.NodesReadyAsync(T3, "acme-f", "late-f");
            await world.RestAsync(T2);
            world.Proxy.History.ShouldNotContain(exchange => exchange.Verb == "delete");
        });
    }

    [Scenario(Backend.SandboxSqlite | Backend.SandboxMariaDb | Backend.SandboxPostgreSql)]
    public Task Deletes_nothing_when_the_table_is_emptied_and_heals(Backend backend) => RunAsync(backend, "empty", async s =>
    {
        await s.BaseAsync();
        foreach (var uid in (string[])["t1", "t2", "t3"])
            await s.RowAsync(uid);
        await s.FormAsync(Cm("c", $"{U}-c", ("a", "1")));
        string[] all = ["t1-f", "t2-f", "t3-f"];
        await s.NodesReadyAsync(T1, all);

        await s.Db.ExecuteAsync("DELETE FROM tenants");
        await UntilAsync("the deletion is held", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("DeletionHeld", "True"));
        await StaysAsync(Watching, async () => (await s.NamesAsync(Kinds.Node)).ShouldBe(all));

        // At once: a reading between the two would rightly find one row of three.
        await s.Db.ExecuteAsync("INSERT INTO tenants (id, active) VALUES ('t1', 1), ('t2', 1)");
        await s.GoneAsync(Kinds.Node, "t3-f", T2);
        await UntilAsync("nothing is held any more", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("DeletionHeld", "False"));
        (await s.NamesAsync(Kinds.Node)).ShouldBe(["t1-f", "t2-f"]);
    });

    [Scenario(Backend.SandboxSqlite | Backend.SandboxMariaDb | Backend.SandboxPostgreSql)]
    public Task Deletes_nothing_when_most_of_a_large_table_is_gone(Backend backend) => RunAsync(backend, "half", async s =>
    {
        await s.BaseAsync();
        string[] uids = [.. Enumerable.Range(1, 12).Select(i => $"t{i:00}")];
        await s.Db.ExecuteAsync($"INSERT INTO tenants (id, active) VALUES {string.Join(", ", uids.Select(uid => $"('{uid}', 1)"))}");
        await s.FormAsync(Cm("c", $"{U}-c", ("a", "1")));
        await s.NodesReadyAsync(T1, [.. uids.Select(uid => $"{uid}-f")]);

        await s.Db.ExecuteAsync("DELETE FROM tenants WHERE id > 't02'");
        await UntilAsync("the deletion is held", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("DeletionHeld", "True"));
        await StaysAsync(Watching, async () => (await s.ListAsync(Kinds.Node)).Count.ShouldBe(12));
    });

    [Scenario(Backend.SandboxSqlite | Backend.SandboxMariaDb | Backend.SandboxPostgreSql)]
    public Task Deletes_nothing_when_a_column_is_renamed(Backend backend) => RunAsync(backend, "column", async s =>
    {
        await s.BaseAsync();
        await s.RowAsync("acme");
        await s.FormAsync(Cm("c", $"{U}-c", ("a", "1")));
        await s.NodesReadyAsync(T1, "acme-f");
        await s.Db.ExecuteAsync("ALTER TABLE tenants RENAME COLUMN active TO enabled");
        await UntilAsync("hub is not Ready", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "False"));
        await StaysAsync(Watching, async () => (await s.NamesAsync(Kinds.Node)).ShouldBe(["acme-f"]));
        await s.Db.ExecuteAsync("ALTER TABLE tenants RENAME COLUMN enabled TO active");
        await UntilAsync("hub is Ready", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "True"));
    });
}
