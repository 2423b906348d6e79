using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios.Faults;

/// <summary>Databases that go away, are slow, fall silent, or break off in the middle of a result: nothing is deleted, and all goes on afterwards.</summary>
public sealed class DatabaseFaultTests
{
    private const Backend Servers = Backend.SandboxMariaDb | Backend.SandboxPostgreSql;
    private static readonly string[] Uids = [.. Enumerable.Range(1, 12).Select(i => $"t{i:00}")];

    [Scenario(Servers)]
    public Task Keeps_everything_while_the_database_is_gone(Backend backend) => RunAsync(backend, "dbgone", async s =>
    {
        await using var proxy = await BehindProxyAsync(s);
        var before = await IdentitiesAsync(s);
        proxy.Gone = true;
        await UntilAsync("hub is not Ready", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "False", "DatabaseConnectionFailed"));
        var refused = proxy.Refused;
        await UntilAsync("it was asked again and again", T2, () => Task.FromResult(proxy.Refused > refused + 2));
        await s.RowAsync("late");
        (await s.GetAsync(Kinds.Hub, "h")).Count("status", "desired").ShouldBe(Uids.Length);
        (await IdentitiesAsync(s)).ShouldBe(before);
        proxy.Gone = false;
        await BackAsync(s, before);
    });

    [Scenario(Servers)]
    public Task Takes_no_part_of_a_result_for_the_whole(Backend backend) => RunAsync(backend, "dbcut", async s =>
    {
        await using var proxy = await BehindProxyAsync(s);
        var before = await IdentitiesAsync(s);
        // From the first bytes of the greeting to the last rows.
        foreach (var bytes in (int[])[1, 60, 200, 500, 1000, 2000, 4000, 8000, 12000, 16000])
        {
            var cuts = proxy.Cuts;
            proxy.CutAfter = bytes;
            proxy.BreakAll();
            await UntilAsync($"results broke off after {bytes} bytes", T2, () => Task.FromResult(proxy.Cuts > cuts + 1));
            (await IdentitiesAsync(s)).ShouldBe(before);
        }

        (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "False").ShouldBeTrue();
        await s.RowAsync("late");
        proxy.CutAfter = null;
        await BackAsync(s, before);
    });

    [Scenario(Servers)]
    public Task Waits_for_a_slow_database_and_lets_other_hubs_go_on(Backend backend) => RunAsync(backend, "dbslow", async s =>
    {
        await using var proxy = await BehindProxyAsync(s);
        var before = await IdentitiesAsync(s);
        await s.HubAsync("quick", "tenants");
        await s.FormAsync("q", "quick", null, Cm("c", $"{U}-quick", ("a", "1")));
        proxy.Slowness = TimeSpan.FromMilliseconds(150);
        await s.RowAsync("late");
        await s.NodesReadyAsync(T1, "late-q");
        await BackAsync(s, before);
        (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "True").ShouldBeTrue();
    });

    [Scenario(Servers)]
    public Task Gives_a_silent_database_up_and_comes_back(Backend backend) => RunAsync(backend, "dbmute", async s =>
    {
        await using var proxy = await BehindProxyAsync(s);
        var before = await IdentitiesAsync(s);
        proxy.Silent = true;
        await UntilAsync("hub is not Ready", T3, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "False"));
        (await IdentitiesAsync(s)).ShouldBe(before);
        await s.RowAsync("late");
        proxy.Silent = false;
        await BackAsync(s, before);
    });

    private static async Task<TcpProxy> BehindProxyAsync(Scenario s)
    {
        await s.Db.ExecuteAsync(s.Db.BaseTable);
        var wide = new string('x', 200);
        await s.Db.ExecuteAsync($"INSERT INTO tenants (id, active, image, url, cfg) VALUES {string.Join(", ", Uids.Select(uid => $"('{uid}', 1, '{wide}', '{wide}', '{{\"text\": \"{wide}{wide}{wide}{wide}{wide}\"}}')"))}");
        await s.SecretAsync();
        var hub = s.HubBody("h", "tenants");
        var source = hub["spec"]!["source"]!;
        var settings = source[source["type"]!.GetValue<string>()]!;
        var proxy = new TcpProxy(settings["port"]!.GetValue<int>());
        settings["port"] = proxy.Port;
        await s.CreateAsync(Kinds.Hub, null, hub);
        await s.FormAsync(Cm("c", $"{U}-c", ("image", "{{ .image }}")));
        await s.NodesReadyAsync(T2, [.. Uids.Select(uid => $"{uid}-f")]);
        return proxy;
    }

    private static async Task BackAsync(Scenario s, string before)
    {
        await s.NodesReadyAsync(T2, "late-f");
        await UntilAsync("hub is Ready", T1, async () => (await s.GetAsync(Kinds.Hub, "h")).Has("Ready", "True"));
        (await IdentitiesAsync(s)).ShouldBe(before);
    }

    private static async Task<string> IdentitiesAsync(Scenario s) => string.Join(' ', [
        .. (await s.ListAsync(Kinds.Node)).Concat(await s.ListAsync(Kinds.ConfigMap))
            .Where(item => item.Name()!.EndsWith("-f", StringComparison.Ordinal) || item.Name()!.EndsWith("-c", StringComparison.Ordinal))
            .Where(item => !item.Name()!.StartsWith("late", StringComparison.Ordinal))
            .OrderBy(item => item.Name(), StringComparer.Ordinal)
            .Select(item => $"{item.Name()}={item.Uid()}"),
    ]);
}
