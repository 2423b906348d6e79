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

    // Deployments that were there before, as of another tool, hold no slot for ever (contract §12, §10.3).
    [Scenario]
    public Task S46_Deployments_that_exist_already_with_replace_and_Force(Backend backend) => RunAsync(backend, "S46e", async s =>
    {
        await s.BaseAsync();
        foreach (var uid in Uids[..3])
        {
            await s.RowAsync(uid);
            await s.ApplyAsync(Kinds.Deployment, $"{uid}-web", (JsonObject)Dep("app", $"{uid}-web", 2, "app:0").Content["spec"]!.DeepClone());
            await s.ReadyAsync($"{uid}-web");
        }

        await s.FormAsync("f", "h", 1, Dep("app", $"{U}-web", 1, "app:1").With("patchStrategy", "replace").With("conflictPolicy", "Force"));
        await RollAsync(s, "app:1", Uids[..3].Length, maxSkew: 1);
        await s.NodesReadyAsync(T1, [.. Uids[..3].Select(uid => $"{uid}-f")]);
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
    private static async Task RollAsync(Scenario s, string image, int nodes = 6, int maxSkew = 2)
    {
        var done = 0;
        var last = DateTimeOffset.MinValue;
        await UntilAsync($"rollout of {image} completes", T3, async () =>
        {
            var form = await s.GetAsync(Kinds.Form, "f");
            form.Count("status", "rollout", "updatingNodes").ShouldBeLessThanOrEqualTo(maxSkew);
            var generation = form.Text("metadata", "generation");
            // The list is newer than the form: only nodes of the form's generation as it was read can be judged by it.
            var updating = (await s.ListAsync(Kinds.Node)).Where(node => node.Annotation("lynq.sh/template-generation") == generation && !node.Has("Ready", "True")).ToList();
            updating.Count.ShouldBeLessThanOrEqualTo(maxSkew);
            var waiting = (await s.ListAsync(Kinds.Deployment)).FirstOrDefault(d => Image(d) == image && d.Count("status", "observedGeneration") != d.Count("metadata", "generation"));
            if (waiting is not null && DateTimeOffset.UtcNow - last > TimeSpan.FromSeconds(1))
            {
                await s.ReadyAsync(waiting.Name()!);
                last = DateTimeOffset.UtcNow;
                done++;
            }

            return form.Text("status", "rollout", "phase") == "Complete" && form.Text("status", "rollout", "targetGeneration") == generation;
        });
        // An annotation, such as the one that marks an adopted object, makes a Deployment count a generation too.
        done.ShouldBeGreaterThanOrEqualTo(nodes);
        await PassesAsync(T1, async () =>
        {
            var form = await s.GetAsync(Kinds.Form, "f");
            form.Count("status", "rollout", "readyUpdatedNodes").ShouldBe(nodes);
            form.Text("status", "rollout", "completionTime").ShouldNotBeNull();
        });
    }

    private static string? Image(JsonElement? deployment) => deployment.Text("spec", "template", "spec", "containers", "0", "image");
}
