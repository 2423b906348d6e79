using Lynq.Scenarios.Faults.Rules;
using static Lynq.Scenarios.Items;

namespace Lynq.Scenarios.Faults;

/// <summary>Rows, forms, nodes and objects that change at random, and what must be there at the end and must not have happened meanwhile.</summary>
internal sealed class RandomLife(Scenario s, FaultWorld world, int seed)
{
    private const int Steps = 14;
    private const int MaxSkew = 2;

    /// <summary>With so many nodes, three to a row, an empty result is held by the guard, whichever of them the operator knows of.</summary>
    private const int LeastGuarded = 9;

    /// <summary>Longer than a sync interval.</summary>
    private static readonly TimeSpan Emptied = TimeSpan.FromSeconds(3);

    private static readonly string[] Uids = ["t1", "t2", "t3", "t4", "t5", "t6", "t7"];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, string> _rows = new(StringComparer.Ordinal);
    private readonly List<RowAbsence> _absences = [];
    private int _content = 1;
    private int _image = 1;
    private int _plan;
    private bool _wasEmptied;

    public async Task LiveAsync()
    {
        await s.BaseAsync();
        await s.ApplyAsync(Kinds.ConfigMap, "t3-foreign", Json.Parse("""{"data":{"k":"foreign"}}"""));
        foreach (var uid in Uids[..5])
            await ActivateAsync(uid);
        await s.FormAsync("f", "h", null, Content());
        await s.FormAsync("r", "h", MaxSkew, Rolled());
        await s.FormAsync("x", "h", null, Cm("x", $"{U}-foreign", ("k", "mine")));
        // Reads the same rows and is paused from its first moment: there is never anything of it.
        var paused = s.HubBody("q", "tenants");
        paused["metadata"]!["annotations"] = Json.Map(("lynq.sh/paused", "true"));
        await s.CreateAsync(Kinds.Hub, null, paused);
        await s.FormAsync("p", "q", null, Cm("p", $"{U}-paused", ("k", "1")));
        for (var step = 0; step < Steps; step++)
        {
            await HappensAsync();
            await world.Proxy.Log.ProceedsAsync(_random.Next(30), TimeSpan.FromMilliseconds(600));
        }
    }

    /// <summary>After the last fault.</summary>
    public async Task CheckAsync()
    {
        try
        {
            await Scenario.PassesAsync(Scenario.T3, async () =>
            {
                await ApproveAsync();
                await IsAsItShouldBeAsync();
            });
            Violations(await world.StatesAsync(s.Ns)).ShouldBeEmpty();
        }
        catch (Exception failure)
        {
            var writes = world.Proxy.History.Where(exchange => exchange.Namespace == s.Ns && exchange.Writes);
            throw new InvalidOperationException($"{failure.Message}\nall writes:\n{string.Join('\n', writes)}", failure);
        }
    }

    // A hub that starts anew while its status says that deletions are held does not know what was removed meanwhile: whatever leaves
    // then waits for somebody who looks at it (docs/safety.md). He approves just the nodes whose rows are gone.
    private async Task ApproveAsync()
    {
        if (!_wasEmptied || world.Crashes == 0 || await s.GetAsync(Kinds.Hub, "h") is not { } hub || !((JsonElement?)hub).Has("DeletionHeld", "True")) return;
        var message = ((JsonElement?)hub).Condition("DeletionHeld").Text("message")!;
        var gone = (await s.NamesAsync(Kinds.Node)).Where(name => !_rows.ContainsKey(name.Split('-')[0])).ToList();
        if (!message.StartsWith($"{gone.Count} of ", StringComparison.Ordinal) || !message.Contains($": {string.Join(", ", gone.Take(5))}", StringComparison.Ordinal)) return;
        var approval = Json.Map(("lynq.sh/approve-deletion", message[(message.LastIndexOf('=') + 1)..]));
        await s.PatchAsync(Kinds.Hub, "h", new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = approval } }.ToJsonString());
    }

    private async Task IsAsItShouldBeAsync()
    {
        (await s.NamesAsync(Kinds.Node)).ShouldBe(_rows.Keys.SelectMany(uid => new[] { $"{uid}-f", $"{uid}-r", $"{uid}-x" }).Order(StringComparer.Ordinal));
        foreach (var uid in Uids)
            await (_rows.TryGetValue(uid, out var plan) ? IsThereAsync(uid, plan) : IsGoneAsync(uid));
    }

    private string[] Violations(IReadOnlyList<ObjectState> states) =>
    [
        .. DeletionRule.Violations(world.Proxy.History, s.Ns, new DeletionCauses(states, _absences, EditionOf).Of),
        .. OrderRule.Violations(states, Uids.Select(uid => ($"{uid}-first", $"{uid}-then"))),
        .. StateRules.OnceViolations(states, name => name.EndsWith("-once", StringComparison.Ordinal)),
        .. StateRules.UntouchedViolations(states, name => name == "t3-foreign", name => name.EndsWith("-kept", StringComparison.Ordinal)),
        .. StateRules.OrphanViolations(states),
        .. StateRules.PauseViolations(states, "q"),
        .. StateRules.SkewViolations(states, s.Ns, "r", MaxSkew),
        .. FormStatusRule.Violations(states, s.Ns, "r", MaxSkew),
        .. FormStatusRule.Violations(states, s.Ns, "f", maxSkew: 0),
    ];

    private async Task HappensAsync()
    {
        var uid = Uids[_random.Next(Uids.Length)];
        switch (_random.Next(21))
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
                await RemoveNodeAsync(uid, _random.Next(2) == 0 ? "f" : "r");
                break;
            case 18 when _random.Next(3) == 0:
                await world.CrashAsync();
                break;
            case 19:
                await EmptyAsync();
                break;
            default:
                world.Proxy.CutWatches();
                break;
        }
    }

    private async Task ActivateAsync(string uid)
    {
        var plan = $"p{++_plan}";
        // Whoever reads meanwhile sees the row as it was or as it is.
        await s.Db.ExecuteAsync($"BEGIN; DELETE FROM tenants WHERE id='{uid}'; INSERT INTO tenants (id, active, plan) VALUES ('{uid}', 1, '{plan}'); COMMIT");
        _rows[uid] = plan;
    }

    private async Task LeaveAsync(string uid, string statement)
    {
        if (_rows.Remove(uid, out var plan)) _absences.Add(new RowAbsence(uid, world.Proxy.Log.Next, EditionIn(plan)));
        await s.Db.ExecuteAsync($"{statement} WHERE id='{uid}'");
    }

    private async Task RemoveNodeAsync(string uid, string form)
    {
        if (await s.NodeAsync($"{uid}-{form}") is not { } node) return;
        _absences.Add(new RowAbsence(uid, world.Proxy.Log.Next, _plan, ((JsonElement?)node).Uid()));
        await IfThereAsync(() => s.DeleteAsync(Kinds.Node, $"{uid}-{form}"));
    }

    private static int EditionOf(JsonElement? node) =>
        node.Annotation("lynq.sh/extra") is { } extra ? EditionIn(Json.Parse(extra)["plan"]!.GetValue<string>()) : 0;

    // Plans are p1, p2, and so on: each says which edition of a row it is.
    private static int EditionIn(string plan) => int.Parse(plan.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);

    // A table that is empty for a while is no cause to delete anything: the guard holds it.
    private async Task EmptyAsync()
    {
        if (_rows.Count == 0 || (await s.NamesAsync(Kinds.Node)).Count < LeastGuarded) return;
        _wasEmptied = true;
        await s.Db.ExecuteAsync("DELETE FROM tenants");
        var until = DateTimeOffset.UtcNow + Emptied;
        await Eventually.Holds(async () => DateTimeOffset.UtcNow > until || (await s.GetAsync(Kinds.Hub, "h")).Has("DeletionHeld", "True"), "the deletion is held, or some time has passed");
        await s.Db.ExecuteAsync($"INSERT INTO tenants (id, active, plan) VALUES {string.Join(", ", _rows.Select(row => $"('{row.Key}', 1, '{row.Value}')"))}");
    }

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
