using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;
using Lynq.Testing;
using Shouldly;
using Xunit;
using static Lynq.Actors.Tests.Node.Acting.FormSpecs;

namespace Lynq.Actors.Tests.Operation;

public sealed class OperatorTests
{
    [Fact]
    public async Task A_row_becomes_a_node_and_its_resources_and_the_status_of_hub_and_form_tell()
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('acme', '1', 'gold'), ('idle', '0', 'basic')");
        await bench.HubAsync();
        await bench.FormAsync(ConfigMap("app"));

        var map = await bench.Awaits(OperatorBench.ConfigMaps, "acme-app", _ => true, "the ConfigMap exists");
        map!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe("gold");
        await bench.AwaitsReady(1);
        await bench.Awaits(
            BuiltInResources.Forms,
            "web",
            form => OperatorBench.Condition(form, "Applied") == "True" && OperatorBench.Condition(form, "Valid") == "True",
            "the form is applied and valid");
        (await bench.FindAsync(BuiltInResources.Nodes, "idle-web")).ShouldBeNull();
    }

    [Fact]
    public async Task Rows_that_change_or_go_take_their_objects_along()
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('a', '1', 'gold'), ('b', '1', 'basic')");
        await bench.HubAsync();
        await bench.FormAsync(ConfigMap("app"));
        await bench.AwaitsReady(2);

        bench.Sql("update tenants set plan = 'silver' where id = 'a'");
        await bench.Awaits(OperatorBench.ConfigMaps, "a-app", m => m.GetProperty("data").GetProperty("plan").GetString() == "silver", "the value is there");
        bench.Sql("update tenants set active = '0' where id = 'b'");

        await bench.AwaitsGone(BuiltInResources.Nodes, "b-web");
        await bench.AwaitsGone(OperatorBench.ConfigMaps, "b-app");
        await Eventually.Holds(() => bench.Events.Reasons.Contains(EventReasons.NodeDeleting), "that it is being deleted is told");
        await Eventually.Holds(() => bench.Events.Reasons.Contains(EventReasons.NodeDeleted), "the deletion is told");
        await bench.AwaitsReady(1);
    }

    [Fact]
    public async Task A_form_edit_reaches_every_node_at_once_and_a_deleted_node_comes_again()
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('a', '1', 'gold'), ('b', '1', 'basic')");
        await bench.HubAsync("1h");
        await bench.FormAsync(ConfigMap("app"));
        await bench.AwaitsReady(2);

        await bench.PatchAsync(BuiltInResources.Forms, "web", $$$"""{"spec":{"configMaps":[{{{ConfigMap("app", data: """{"edition":"2"}""")}}}]} }""");
        await bench.Awaits(OperatorBench.ConfigMaps, "a-app", m => m.GetProperty("data").TryGetProperty("edition", out _), "a has the edition");
        await bench.Awaits(OperatorBench.ConfigMaps, "b-app", m => m.GetProperty("data").TryGetProperty("edition", out _), "b has the edition");
        var uid = (await bench.FindAsync(BuiltInResources.Nodes, "a-web"))!.Value.GetProperty("metadata").GetProperty("uid").GetString();
        await Lynq.Kubernetes.KubernetesClientExtensions.DeleteAsync(bench.Client, BuiltInResources.Nodes.Named(OperatorBench.Namespace, "a-web"));

        await bench.Awaits(BuiltInResources.Nodes, "a-web", n => n.GetProperty("metadata").GetProperty("uid").GetString() != uid, "the node is there again");
        await bench.AwaitsReady(2);
    }

    [Fact]
    public async Task An_emptied_table_deletes_nothing_until_the_held_set_is_approved()
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('a', '1', 'gold'), ('b', '1', 'basic')");
        await bench.HubAsync();
        await bench.FormAsync(ConfigMap("app"));
        await bench.AwaitsReady(2);

        bench.Sql("delete from tenants");
        var held = await bench.Awaits(BuiltInResources.Hubs, "tenants", h => OperatorBench.Condition(h, "DeletionHeld") == "True", "deletions are held");
        (await bench.ListAsync(BuiltInResources.Nodes)).Count.ShouldBe(2);
        var hash = OperatorBench.Condition(held!.Value, "DeletionHeld", "message")!.Split('=')[^1];
        await bench.PatchAsync(BuiltInResources.Hubs, "tenants", $$$"""{"metadata":{"annotations":{"lynq.sh/approve-deletion":"{{{hash}}}"} } }""");

        await bench.AwaitsGone(BuiltInResources.Nodes, "a-web");
        await bench.AwaitsGone(BuiltInResources.Nodes, "b-web");
    }

    [Fact]
    public async Task A_failing_query_deletes_nothing_and_is_told_by_condition_and_event()
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('a', '1', 'gold')");
        await bench.HubAsync();
        await bench.FormAsync(ConfigMap("app"));
        await bench.AwaitsReady(1);

        bench.Sql("alter table tenants rename to moved");
        await bench.Awaits(BuiltInResources.Hubs, "tenants", h => OperatorBench.Condition(h, "Ready") == "False", "the failure is shown");
        await Eventually.Holds(() => bench.Events.Reasons.Contains(EventReasons.DatabaseQueryFailed), "the failure is told");
        (await bench.FindAsync(BuiltInResources.Nodes, "a-web")).ShouldNotBeNull();

        bench.Sql("alter table moved rename to tenants");
        await bench.Awaits(BuiltInResources.Hubs, "tenants", h => OperatorBench.Condition(h, "Ready") == "True", "it is well again");
    }

    [Fact]
    public async Task A_deleted_hub_takes_nodes_and_resources_along_and_then_goes()
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('a', '1', 'gold'), ('b', '1', 'basic')");
        await bench.HubAsync();
        await bench.FormAsync(string.Join(',', ConfigMap("app"), ConfigMap("kept", "\"deletionPolicy\":\"Retain\"")));
        await bench.AwaitsReady(2);

        await Lynq.Kubernetes.KubernetesClientExtensions.DeleteAsync(bench.Client, BuiltInResources.Hubs.Named(OperatorBench.Namespace, "tenants"));

        await bench.AwaitsGone(BuiltInResources.Hubs, "tenants");
        (await bench.ListAsync(BuiltInResources.Nodes)).ShouldBeEmpty();
        await bench.AwaitsGone(OperatorBench.ConfigMaps, "a-app");
        (await bench.FindAsync(OperatorBench.ConfigMaps, "a-kept")).ShouldNotBeNull();
        bench.Events.Reasons.Count(r => r == EventReasons.RetainResourcePreserved).ShouldBe(2);
    }

    [Fact]
    public async Task A_hub_that_is_deleted_says_which_object_to_retain_could_not_be_left_behind_and_goes_when_it_could()
    {
        var refuses = true;
        await using var bench = await OperatorBench.StartAsync(send: (request, next, token) =>
            Volatile.Read(ref refuses) && request is { Verb: RequestVerb.Patch, Name: "a-kept" }
                ? throw new KubernetesException(request, new KubernetesStatus { Code = 403, Reason = "Forbidden", Message = "a policy says no" })
                : next(request, token));
        bench.Sql("insert into tenants values ('a', '1', 'gold')");
        await bench.HubAsync();
        await bench.FormAsync(string.Join(',', ConfigMap("app"), ConfigMap("kept", "\"deletionPolicy\":\"Retain\"")));
        await bench.AwaitsReady(1);

        await Lynq.Kubernetes.KubernetesClientExtensions.DeleteAsync(bench.Client, BuiltInResources.Hubs.Named(OperatorBench.Namespace, "tenants"));

        await Eventually.Holds(() => bench.Events.Reasons.Contains(EventReasons.RetainResourceProcessFailed), "the hub says what it waits for");
        var (subject, type, _, message) = bench.Events.All.First(e => e.Reason == EventReasons.RetainResourceProcessFailed);
        (subject.Key.Kind.Kind, subject.Key.Name, type).ShouldBe(("LynqHub", "tenants", EventType.Warning));
        message.ShouldStartWith("LynqNode a-web cannot leave a resource of deletionPolicy Retain behind: ConfigMap default/a-kept: ");
        (await bench.FindAsync(BuiltInResources.Hubs, "tenants")).ShouldNotBeNull();

        Volatile.Write(ref refuses, false);
        await bench.AwaitsGone(BuiltInResources.Hubs, "tenants");
        (await bench.FindAsync(OperatorBench.ConfigMaps, "a-kept")).ShouldNotBeNull();
        bench.Events.Reasons.Count(r => r == EventReasons.RetainResourceProcessFailed).ShouldBe(1);
    }

    [Fact]
    public async Task A_form_without_hub_is_invalid_until_the_hub_appears()
    {
        await using var bench = await OperatorBench.StartAsync();
        await bench.FormAsync(ConfigMap("app"));
        await bench.Awaits(BuiltInResources.Forms, "web", f => OperatorBench.Condition(f, "Valid") == "False", "the form is invalid");
        await Eventually.Holds(() => bench.Events.Reasons.Contains(EventReasons.HubNotFound), "what is missing is told");

        await bench.HubAsync();

        await bench.Awaits(BuiltInResources.Forms, "web", f => OperatorBench.Condition(f, "Valid") == "True", "the form is valid");
    }

    [Fact]
    public async Task A_metered_rollout_reaches_every_node_and_ends_complete()
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('a', '1', 'x'), ('b', '1', 'x'), ('c', '1', 'x'), ('d', '1', 'x')");
        await bench.HubAsync();
        await bench.FormAsync(ConfigMap("app"), ""","rollout":{"maxSkew":1}""");
        await bench.AwaitsReady(4);

        await bench.PatchAsync(BuiltInResources.Forms, "web", $$$"""{"spec":{"configMaps":[{{{ConfigMap("app", data: """{"edition":"2"}""")}}}]} }""");

        await bench.Awaits(
            BuiltInResources.Forms,
            "web",
            f => f.TryGetProperty("status", out var s) && s.TryGetProperty("rollout", out var r) && r.GetProperty("phase").GetString() == "Complete"
                && r.GetProperty("targetGeneration").GetInt64() == f.GetProperty("metadata").GetProperty("generation").GetInt64(),
            "the rollout is complete");
        foreach (var uid in new[] { "a", "b", "c", "d" })
        {
            (await bench.FindAsync(OperatorBench.ConfigMaps, $"{uid}-app"))!.Value.GetProperty("data").TryGetProperty("edition", out _).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_paused_form_keeps_its_changes_back_whatever_its_pace()
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('a', '1', 'gold')");
        await bench.HubAsync("1h");
        await bench.FormAsync(ConfigMap("app"));
        await bench.FormAsync(ConfigMap("other"), name: "witness");
        await bench.AwaitsReady(2);

        await bench.PatchAsync(BuiltInResources.Forms, "web", $$$"""{"spec":{"paused":true,"configMaps":[{{{ConfigMap("app", data: """{"edition":"2"}""")}}}]} }""");
        await bench.PatchAsync(BuiltInResources.Forms, "witness", $$$"""{"spec":{"configMaps":[{{{ConfigMap("other", data: """{"edition":"2"}""")}}}]} }""");
        await bench.Awaits(OperatorBench.ConfigMaps, "a-other", m => m.GetProperty("data").TryGetProperty("edition", out _), "the later change of the other form has arrived");
        (await bench.FindAsync(OperatorBench.ConfigMaps, "a-app"))!.Value.GetProperty("data").TryGetProperty("edition", out _).ShouldBeFalse();

        await bench.PatchAsync(BuiltInResources.Forms, "web", """{"spec":{"paused":false},"metadata":{"annotations":{"lynq.sh/paused":"true"}}}""");
        await bench.PatchAsync(BuiltInResources.Forms, "web", """{"metadata":{"annotations":{"lynq.sh/paused":null}}}""");
        await bench.Awaits(OperatorBench.ConfigMaps, "a-app", m => m.GetProperty("data").TryGetProperty("edition", out _), "the change arrives once nothing holds it");
    }

    [Fact]
    public async Task At_rest_nothing_is_asked_of_the_server_and_a_restart_writes_nothing()
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('a', '1', 'x'), ('b', '1', 'x'), ('c', '1', 'x')");
        await bench.HubAsync();
        await bench.FormAsync(ConfigMap("app"));
        await bench.AwaitsReady(3);
        await bench.Rests();

        await bench.StopOperatorAsync();
        bench.Server.Requests.Clear();
        bench.StartOperator();
        await Eventually.Holds(() => bench.Operator.HasSynced, "everything is listed");
        await bench.Rests();

        bench.Server.Requests.Writes.ShouldBe(0, string.Join(", ", bench.Server.Requests.Counts));
        bench.Server.Requests.Count("get").ShouldBeLessThanOrEqualTo(4, string.Join(", ", bench.Server.Requests.Counts));
    }

    [Fact]
    public async Task A_thousand_nodes_at_rest_cost_nothing_but_watches_and_queries_in_ten_minutes()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var bench = await OperatorBench.StartAsync(time: time);
        bench.Sql("with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000) insert into tenants select 'c' || i, '1', 'basic' from n");
        await bench.HubAsync("30s");
        await bench.FormAsync(ConfigMap("app"));
        await Eventually.Holds(
            async () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(250));
                return await bench.FindAsync(BuiltInResources.Hubs, "tenants") is { } hub && OperatorBench.Number(hub, "ready") == 1000
                    && await bench.FindAsync(BuiltInResources.Forms, "web") is { } form && OperatorBench.Number(form, "readyNodes") == 1000;
            },
            "a thousand nodes are ready",
            TimeSpan.FromMinutes(4));
        await bench.Rests();

        bench.Server.Requests.Clear();
        // A hub handles two messages for each sync: that one is due, and that it has ended.
        var (end, handled) = (time.GetUtcNow() + TimeSpan.FromMinutes(10), Handled(bench));
        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(2));
                return time.GetUtcNow() >= end && Handled(bench) >= handled + 30;
            },
            "ten minutes have passed, and fifteen syncs have ended",
            TimeSpan.FromMinutes(3));
        await bench.Rests();
        var asked = bench.Server.Requests.Counts.Where(c => c.Key.Verb != "watch").ToList();
        asked.ShouldBeEmpty(string.Join(", ", asked));
    }

    private static long Handled(OperatorBench bench) => bench.Operator.Actors.Snapshot().Single(k => k.Kind == "hub").Handled;

    [Fact]
    public async Task A_form_that_sets_a_reserved_key_is_warned_of_once()
    {
        await using var bench = await OperatorBench.StartAsync();
        await bench.HubAsync();
        await bench.FormAsync(ConfigMap("app", "\"labelsTemplate\":{\"lynq.sh/node\":\"{{ .uid }}\"}"));

        await bench.Awaits(BuiltInResources.Forms, "web", f => OperatorBench.Condition(f, "Valid") == "True", "the form is valid");
        await bench.StopOperatorAsync();
        bench.StartOperator();
        await Eventually.Holds(() => bench.Operator.HasSynced, "everything is listed");
        await bench.Rests();

        bench.Events.All.Where(e => e.Reason == EventReasons.ReservedKey).ShouldHaveSingleItem().Message.ShouldContain("labelsTemplate[lynq.sh/node]");
    }

    [Fact]
    public async Task The_first_creation_of_a_node_costs_its_applies_one_create_and_one_status_write()
    {
        await using var bench = await OperatorBench.StartAsync();
        await bench.HubAsync();
        await bench.FormAsync(string.Join(',', ConfigMap("a"), ConfigMap("b"), ConfigMap("c")));
        bench.Sql("insert into tenants values ('warm', '1', 'basic')");
        await bench.AwaitsReady(1);
        await bench.Rests();
        bench.Server.Requests.Clear();

        bench.Sql("insert into tenants values ('acme', '1', 'basic')");
        await bench.AwaitsReady(2);
        await bench.Rests();

        var requests = bench.Server.Requests;
        requests.Count("apply", "configmaps").ShouldBe(3);
        requests.Count("create", "lynqnodes.operator.lynq.sh").ShouldBe(1);
        requests.Count("patch", "lynqnodes.operator.lynq.sh/status").ShouldBe(1);
        requests.Count("patch", "lynqnodes.operator.lynq.sh").ShouldBe(0);
    }

    [Fact]
    public async Task Drift_is_repaired_by_one_apply()
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('acme', '1', 'gold')");
        await bench.HubAsync("1h");
        await bench.FormAsync(ConfigMap("app"));
        await bench.AwaitsReady(1);
        await bench.Rests();
        bench.Server.Requests.Clear();

        await bench.PatchAsync(OperatorBench.ConfigMaps, "acme-app", """{"data":{"plan":"forged"}}""");

        await bench.Awaits(OperatorBench.ConfigMaps, "acme-app", m => m.GetProperty("data").GetProperty("plan").GetString() == "gold", "the value is back");
        await bench.Rests();
        bench.Server.Requests.Count("apply").ShouldBe(1);
        bench.Server.Requests.Writes.ShouldBe(2, "the edit of the test and the repair");
    }

    [Fact]
    public async Task A_kind_that_is_not_served_fails_its_own_node_only_and_works_once_it_is()
    {
        await using var bench = await OperatorBench.StartAsync(new() { Watches = new() { FirstRetry = TimeSpan.FromMilliseconds(200) } });
        bench.Sql("insert into tenants values ('acme', '1', 'gold')");
        await bench.HubAsync();
        await bench.FormAsync(ConfigMap("app"));
        await bench.CreateAsync(BuiltInResources.Forms, """
            {"apiVersion":"operator.lynq.sh/v1","kind":"LynqForm","metadata":{"name":"odd"},
             "spec":{"hubId":"tenants","manifests":[{"id":"x","nameTemplate":"{{ .uid }}-x","spec":{"apiVersion":"nowhere.example.com/v1","kind":"Thing"}}]}}
            """);

        await bench.Awaits(BuiltInResources.Nodes, "acme-web", n => OperatorBench.Condition(n, "Ready") == "True", "the other node is ready");
        await bench.Awaits(BuiltInResources.Nodes, "acme-odd", n => OperatorBench.Condition(n, "Ready") == "False", "the failure is told");
    }

    [Fact]
    public async Task A_row_of_a_mebibyte_is_named_and_harms_no_other_row()
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('big', '1', printf('%.*c', 1048576, 'x')), ('fits', '1', printf('%.*c', 200000, 'x')), ('good', '1', 'x')");
        await bench.HubAsync();
        await bench.FormAsync(string.Join(',', ConfigMap("app"), ConfigMap("twice", "", """{"plan":"{{ .plan }}{{ .plan }}{{ .plan }}{{ .plan }}{{ .plan }}{{ .plan }}"}""")));

        var hub = await bench.Awaits(BuiltInResources.Hubs, "tenants", h => OperatorBench.Number(h, "ready") == 1 && OperatorBench.Number(h, "failed") == 2, "the good row is ready, the others are told");

        // One row is too large for its node; of the other one only the resource that multiplies its value fails.
        OperatorBench.Condition(hub!.Value, "Ready", "message")!.ShouldContain("big-web (the values of the row take 10485");
        (await bench.FindAsync(BuiltInResources.Nodes, "big-web")).ShouldBeNull();
        var node = (await bench.FindAsync(BuiltInResources.Nodes, "fits-web"))!.Value;
        OperatorBench.Condition(node, "Ready", "message")!.ShouldContain("twice");
        (await bench.FindAsync(OperatorBench.ConfigMaps, "fits-app"))!.Value.GetProperty("data").GetProperty("plan").GetString()!.Length.ShouldBe(200000);
        (await bench.FindAsync(OperatorBench.ConfigMaps, "good-twice")).ShouldNotBeNull();

        // Growing too large changes nothing; shrinking is followed.
        bench.Sql("update tenants set plan = printf('%.*c', 1048576, 'x') where id = 'good'");
        await bench.Awaits(BuiltInResources.Hubs, "tenants", h => OperatorBench.Number(h, "failed") == 3, "the grown row is told");
        (await bench.FindAsync(OperatorBench.ConfigMaps, "good-app"))!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe("x");
        bench.Sql("update tenants set plan = 'y' where id <> 'fits'");
        await bench.Awaits(BuiltInResources.Hubs, "tenants", h => OperatorBench.Number(h, "ready") == 2 && OperatorBench.Number(h, "failed") == 1, "all is well but the multiplied value");
        (await bench.FindAsync(OperatorBench.ConfigMaps, "big-app"))!.Value.GetProperty("data").GetProperty("plan").GetString().ShouldBe("y");
        bench.Events.All.ShouldAllBe(e => e.Message.Length < 2000);
    }

    [Fact]
    public async Task Rows_with_impossible_uids_harm_nobody_and_are_named()
    {
        await using var bench = await OperatorBench.StartAsync();
        bench.Sql("insert into tenants values ('good', '1', 'x'), ('', '1', 'x'), (null, '1', 'x'), ('Bad_Uid', '1', '{{ .uid }}'), ('good', '1', 'y')");
        await bench.HubAsync();
        await bench.FormAsync(ConfigMap("app"));

        var hub = await bench.Awaits(BuiltInResources.Hubs, "tenants", h => OperatorBench.Number(h, "ready") == 1, "the good row is a node");

        OperatorBench.Condition(hub!.Value, "Ready", "message")!.ShouldContain("Bad_Uid");
        await Eventually.Holds(() => bench.Events.Reasons.Contains(EventReasons.RowsRejected), "the rows are told");
        (await bench.ListAsync(BuiltInResources.Nodes)).Count.ShouldBe(1);
    }
}
