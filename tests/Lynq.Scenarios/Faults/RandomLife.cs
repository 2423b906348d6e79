using Lynq.Scenarios.Faults.Rules;
using static Lynq.Scenarios.Items;

namespace Lynq.Scenarios.Faults;

/// <summary>Rows, forms, nodes and objects that change at random, and what must be there at the end and must not have happened meanwhile.</summary>
internal sealed class RandomLife(Scenario s, FaultWorld world, ObjectHistory history, int seed)
{
    private const int Steps = 14;
    private const int MaxSkew = 2;
    private static readonly string[] Uids = ["t1", "t2", "t3", "t4", "t5", "t6", "t7"];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, string> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _causes = new(StringComparer.Ordinal);
    private int _content = 1;
    private int _image = 1;
    private int _plan;

    public async Task LiveAsync()
    {
        await s.BaseAsync();
        await s.ApplyAsync(Kinds.ConfigMap, "t3-foreign", Json.Parse("""{"data":{"k":"foreign"}}"""));
        foreach (var uid in Uids[..5])
            await ActivateAsync(uid);
        await s.FormAsync("f", "h", null, Content());
        await s.FormAsync("r", "h", MaxSkew, Rolled());
        await s.FormAsync("x", "h", null, Cm("x", $"{U}-foreign", ("k", "mine")));
        for (var step = 0; step < Steps; step++)
        {
            await HappensAsync();
            await world.Proxy.Log.ProceedsAsync(_random.Next(30), TimeSpan.FromMilliseconds(600));
        }
    }

    /// <summary>After the last fault.</summary>
    public async Task CheckAsync()
    {
        await Scenario.PassesAsync(Scenario.T3, async () =>
        {
            (await s.NamesAsync(Kinds.Node)).ShouldBe(_rows.Keys.SelectMany(uid => new[] { $"{uid}-f", $"{uid}-r", $"{uid}-x" }).Order(StringComparer.Ordinal));
            foreach (var uid in Uids)
                await (_rows.TryGetValue(uid, out var plan) ? IsThereAsync(uid, plan) : IsGoneAsync(uid));
        });
        string[] violations =
        [
            .. DeletionRule.Violations(world.Proxy.History, s.Ns, CauseOf),
            .. OrderRule.Violations(world.Proxy.History, s.Ns, Uids.Select(uid => ($"{uid}-first", $"{uid}-then"))),
            .. StateRules.OnceViolations(Own, name => name.EndsWith("-once", StringComparison.Ordinal)),
            .. StateRules.UntouchedViolations(Own, name => name == "t3-foreign", name => name.EndsWith("-kept", StringComparison.Ordinal)),
            .. StateRules.SkewViolations(Own, s.Ns, "r", MaxSkew),
        ];
        violations.ShouldBeEmpty();
    }

    private IReadOnlyList<ObjectState> Own => [.. history.States.Where(state => state.Namespace == s.Ns)];

    private async Task HappensAsync()
    {
        var uid = Uids[_random.Next(Uids.Length)];
        switch (_random.Next(20))
        {
            case < 4:
                await ActivateAsync(uid);
                break;
            case < 6 when _rows.Count > 3:
                await LeaveAsync(uid, "UPDATE tenants SET active=0");
                break;
            case < 8 when _rows.Count > 3:
                await LeaveAsync(uid, "DELETE FROM tenants");
                break;
            case < 10:
                _content++;
                await s.ChangeFormAsync("f", Content());
                break;
            case < 12:
                _image++;
                await s.ChangeFormAsync("r", Rolled());
                break;
            case < 14:
                await IfThereAsync(() => s.PatchAsync(Kinds.ConfigMap, $"{uid}-first", """{"data":{"v":"by hand"}}"""));
                break;
            case < 16:
                await IfThereAsync(() => s.DeleteAsync(Kinds.ConfigMap, $"{uid}-then"));
                break;
            case 16:
                await IfThereAsync(() => s.DeleteAsync(Kinds.ConfigMap, $"{uid}-once"));
                break;
            case 17:
                Cause(uid);
                await IfThereAsync(() => s.DeleteAsync(Kinds.Node, $"{uid}-{(_random.Next(2) == 0 ? "f" : "r")}"));
                break;
            case 18 when _random.Next(3) == 0:
                await world.CrashAsync();
                break;
            default:
                world.Proxy.CutWatches();
                break;
        }
    }

    private async Task ActivateAsync(string uid)
    {
        var plan = $"p{++_plan}";
        await s.Db.ExecuteAsync($"DELETE FROM tenants WHERE id='{uid}'; INSERT INTO tenants (id, active, plan) VALUES ('{uid}', 1, '{plan}')");
        _rows[uid] = plan;
    }

    private async Task LeaveAsync(string uid, string statement)
    {
        Cause(uid);
        await s.Db.ExecuteAsync($"{statement} WHERE id='{uid}'");
        _rows.Remove(uid);
    }

    private void Cause(string uid) => _causes.TryAdd(uid, world.Proxy.Log.Next);

    // What is kept and what belongs to another is never to be deleted.
    private int? CauseOf(string name) =>
        name.EndsWith("-kept", StringComparison.Ordinal) || name == "t3-foreign" ? null : _causes.TryGetValue(name[..name.IndexOf('-', StringComparison.Ordinal)], out var cause) ? cause : null;

    private static async Task IfThereAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            // Not made yet, or gone already.
        }
    }

    private async Task IsThereAsync(string uid, string plan)
    {
        foreach (var form in (string[])["f", "r"])
            (await s.NodeAsync($"{uid}-{form}")).Has("Ready", "True").ShouldBeTrue($"{uid}-{form} is not Ready");
        var content = _content.ToString(CultureInfo.InvariantCulture);
        var first = await s.GetAsync(Kinds.ConfigMap, $"{uid}-first");
        (first.Text("data", "v"), first.Text("data", "plan")).ShouldBe((content, plan), $"{uid}-first");
        (await s.GetAsync(Kinds.ConfigMap, $"{uid}-then")).Text("data", "v").ShouldBe(content, $"{uid}-then");
        (await s.GetAsync(Kinds.ConfigMap, $"{uid}-once")).ShouldNotBeNull();
        var kept = await s.GetAsync(Kinds.ConfigMap, $"{uid}-kept");
        (kept.Text("data", "v"), kept.Label("lynq.sh/orphaned")).ShouldBe((content, null), $"{uid}-kept");
        (await s.GetAsync(Kinds.Deployment, $"{uid}-slow")).Text("spec", "template", "spec", "containers", "0", "image").ShouldBe($"app:{_image}", $"{uid}-slow");
        (await s.GetAsync(Kinds.ConfigMap, $"{uid}-foreign")).Text("data", "k").ShouldBe(uid == "t3" ? "foreign" : "mine", $"{uid}-foreign");
    }

    private async Task IsGoneAsync(string uid)
    {
        foreach (var name in (string[])["first", "then", "once"])
            (await s.GetAsync(Kinds.ConfigMap, $"{uid}-{name}")).ShouldBeNull($"{uid}-{name}");
        (await s.GetAsync(Kinds.Deployment, $"{uid}-slow")).ShouldBeNull($"{uid}-slow");
        if (await s.GetAsync(Kinds.ConfigMap, $"{uid}-kept") is { } kept)
            ((JsonElement?)kept).Label("lynq.sh/orphaned").ShouldBe("true", $"{uid}-kept");
    }

    private Item[] Content()
    {
        var value = _content.ToString(CultureInfo.InvariantCulture);
        return
        [
            Cm("first", $"{U}-first", ("v", value), ("plan", "{{ .plan }}")),
            Cm("then", $"{U}-then", ("v", value)).DependsOn("first"),
            Cm("once", $"{U}-once", ("v", value)).Once(),
            Cm("kept", $"{U}-kept", ("v", value)).Retained(),
        ];
    }

    private Item Rolled() => Dep("slow", $"{U}-slow", 1, $"app:{_image}");
}
