using static Lynq.Scenarios.Items;
using static Lynq.Scenarios.Scenario;

namespace Lynq.Scenarios;

public sealed class RolloutScenarios
{
    private static readonly string[] Uids = ["t1", "t2", "t3", "t4", "t5", "t6"];

    [Scenario(Backend.UsualAndNamespaced)]
    public Task S46_Serial_rollout(Backend backend) => RunAsync(backend, "S46", async s =>
    {
        await s.BaseAsync();
        foreach (var uid in Uids)
            await s.RowAsync(uid);
        await s.FormAsync("f", "h", 2, Dep("app", $"{U}-web", 1, "app:1"));
        await RollAsync(s, "app:1");
        await s.ChangeFormAsync(Dep("app", $"{U}-web", 1, "app:2"));
        await RollAsync(s, "app:2");

        await s.EditAsync(Kinds.Form, "f", form => form["spec"] = FormSpec("h", [Dep("app", $"{U}-web", 1, "app:3")]));
        await UntilAsync("all six change", T1, async () => (await s.ListAsync(Kinds.Deployment)).Count(d => Image(d) == "app:3") == Uids.Length);
        await UntilAsync("status.rollout is absent", T1, async () => (await s.GetAsync(Kinds.Form, "f")).At("status", "rollout") is null);
    });

    [Scenario]
    public Task S47_Independent_forms(Backend backend) => RunAsync(backend, "S47", async s =>
    {
        await s.BaseAsync();
        foreach (var uid in Uids[..4])
            await s.RowAsync(uid);
        await s.FormAsync("a", "h", 1, Dep("app", $"{U}-a", 1));
        await s.FormAsync("b", "h", 2, Dep("app", $"{U}-b", 1));
        await UntilAsync("form b completes", T3, async () =>
        {
            foreach (var live in (await s.ListAsync(Kinds.Deployment)).Where(d => d.Name()!.EndsWith("-b", StringComparison.Ordinal) && d.Count("status", "readyReplicas") == 0))
                await s.ReadyAsync(live.Name()!);
            return (await s.GetAsync(Kinds.Form, "b")).Text("status", "rollout", "phase") == "Complete";
        });
        (await s.GetAsync(Kinds.Form, "a")).Count("status", "rollout", "updatingNodes").ShouldBe(1);
        (await s.ListAsync(Kinds.Node)).Count(node => node.Text("spec", "templateRef") == "a").ShouldBe(1);
    });

    // Readies one Deployment at a time, as slowly as nodes are, and looks at the bound all the while.
    private static async Task RollAsync(Scenario s, string image)
    {
        var done = 0;
        var last = DateTimeOffset.MinValue;
        await UntilAsync($"rollout of {image} completes", T3, async () =>
        {
            var form = await s.GetAsync(Kinds.Form, "f");
            form.Count("status", "rollout", "updatingNodes").ShouldBeLessThanOrEqualTo(2);
            var generation = form.Text("metadata", "generation");
            // The list is newer than the form: only nodes of the form's generation as it was read can be judged by it.
            var updating = (await s.ListAsync(Kinds.Node)).Where(node => node.Annotation("lynq.sh/template-generation") == generation && !node.Has("Ready", "True")).ToList();
            updating.Count.ShouldBeLessThanOrEqualTo(2);
            var waiting = (await s.ListAsync(Kinds.Deployment)).FirstOrDefault(d => Image(d) == image && d.Count("status", "observedGeneration") != d.Count("metadata", "generation"));
            if (waiting is not null && DateTimeOffset.UtcNow - last > TimeSpan.FromSeconds(1))
            {
                await s.ReadyAsync(waiting.Name()!);
                last = DateTimeOffset.UtcNow;
                done++;
            }

            return form.Text("status", "rollout", "phase") == "Complete" && form.Text("status", "rollout", "targetGeneration") == generation;
        });
        done.ShouldBe(Uids.Length);
        await PassesAsync(T1, async () =>
        {
            var form = await s.GetAsync(Kinds.Form, "f");
            form.Count("status", "rollout", "readyUpdatedNodes").ShouldBe(Uids.Length);
            form.Text("status", "rollout", "completionTime").ShouldNotBeNull();
        });
    }

    private static string? Image(JsonElement? deployment) => deployment.Text("spec", "template", "spec", "containers", "0", "image");
}
