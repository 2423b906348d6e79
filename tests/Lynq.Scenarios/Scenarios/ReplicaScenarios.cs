using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

/// <summary>S54: two operators of which one acts.</summary>
public sealed class ReplicaScenarios
{
    [Scenario(Backend.UsualAndNamespaced)]
    public async Task S54_Two_replicas(Backend backend)
    {
        await using var world = await ScenarioWorld.StartAsync(backend, OperatorUnderTest.Election);
        await using var second = await world.StartReplicaAsync();
        await Scenario.RunAsync(world, "S54", async s =>
        {
            await s.BaseAsync();
            await s.RowAsync("acme", plan: "a");
            await s.FormAsync(Cm("c", $"{U}-c", ("plan", "{{ .plan }}")));
            await s.NodesReadyAsync(T2, "acme-f");
            (await s.GetAsync(Kinds.Lease, "f2130106.lynq.sh", "lynq-system")).Text("spec", "holderIdentity").ShouldNotBeNullOrEmpty();
            await ChangesAreWrittenOnceAsync(s);

            await UntilAsync("one of them leads", T1, async () => await world.Operator.IsLeadingAsync() != await second.IsLeadingAsync());
            var (leader, other) = await world.Operator.IsLeadingAsync() ? (world.Operator, second) : (second, world.Operator);
            await leader.PauseAsync();
            await UntilAsync("a replica that does not act answers webhooks", T1, other.AnswersWebhooksAsync);
            await s.RowAsync("while-paused");
            await s.NodesReadyAsync(T2, "while-paused-f");
            await leader.ResumeAsync();
            await UntilAsync("the one that was paused steps back", T1, async () => !leader.IsRunning || !await leader.IsLeadingAsync());

            if (!leader.IsRunning) await leader.StartAgainAsync();
            await other.KillAsync();
            await s.RowAsync("after-kill");
            await UntilAsync("the one that is left answers webhooks", T1, leader.AnswersWebhooksAsync);
            await s.NodesReadyAsync(T2, "after-kill-f");
        });
    }

    private static async Task ChangesAreWrittenOnceAsync(Scenario s)
    {
        // Events follow statuses: that of the first readiness is none of the change's.
        await s.EventAsync("TemplateAppliedSuccess", T1, "acme-f");
        await using var history = await ObjectHistory.StartAsync(s.Client, s.Ns, Kinds.Node, Kinds.ConfigMap, Kinds.Event);
        await s.Db.ExecuteAsync("UPDATE tenants SET plan='b' WHERE id='acme'");
        await s.DataAsync("acme-c", "plan", "b", T1);
        await s.NodesReadyAsync(T1, "acme-f");
        await UntilAsync("the change is told", T1, () => Task.FromResult(history.Of(Kinds.Event).Any(e => e.Object.Text("reason") == "DataUpdated")));
        await StaysAsync(Watching, () =>
        {
            history.Of(Kinds.ConfigMap).Count(state => state.Name == "acme-c").ShouldBe(1, "one change, one version");
            history.Of(Kinds.Node).Select(state => state.Object.Count("metadata", "generation")).Distinct().Count().ShouldBe(1, "one change, one generation");
            history.Of(Kinds.Event).Select(e => (e.Object.Text("reason"), e.Object.Text("message"), e.Object.Text("involvedObject", "name"))).ShouldBeUnique();
            return Task.CompletedTask;
        });
    }
}
