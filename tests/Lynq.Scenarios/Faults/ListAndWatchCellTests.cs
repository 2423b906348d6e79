using System.Collections.Concurrent;
using static Lynq.Scenarios.Items;

namespace Lynq.Scenarios.Faults;

/// <summary>
/// Every fault meets lists and watches. Each kind that is followed meets another fault at the same time, and another one in the next
/// round; after each round the deletion of an object of every kind must have been noticed.
/// </summary>
[Collection("cells")]
public sealed class ListAndWatchCellTests
{
    private const int TimesEach = 2;

    // There are more kinds than faults, so one round has them all; further ones let kinds meet others. All of them take minutes.
    private static readonly int Stride = Environment.GetEnvironmentVariable("LYNQ_FAULTS") == "all" ? 1 : 5;

    private static readonly ApiResource[] Followed =
    [
        Kinds.ConfigMap, Kinds.Secret, Kinds.ServiceAccount, Kinds.Service, Kinds.Deployment, Kinds.StatefulSet, Kinds.DaemonSet, Kinds.Job,
        Kinds.CronJob, Kinds.Ingress, Kinds.NetworkPolicy, Kinds.DisruptionBudget, Kinds.Claim, Kinds.Hub, Kinds.Form, Kinds.Node,
    ];

    [Fact]
    public async Task Goes_on_after_each_fault_of_lists_and_watches()
    {
        await using var world = await FaultWorld.StartAsync("--zap-log-level=debug");
        await Scenario.RunAsync(world.World, "follow", async s =>
        {
            await s.BaseAsync();
            await s.RowAsync("acme", plan: "start");
            await s.FormAsync(Everything());
            await s.NodesReadyAsync(Scenario.T2, "acme-f");
            for (var round = 0; round < Fault.All.Count; round += Stride)
                await RoundAsync(s, world, round);
            await world.RestAsync(Scenario.T2);
        });
    }

    private static async Task RoundAsync(Scenario s, FaultWorld world, int round)
    {
        var faults = Followed.Select((kind, index) => (Name: NameOf(kind), Fault: Fault.All[(index + round) % Fault.All.Count])).ToDictionary(pair => pair.Name, pair => pair.Fault, StringComparer.Ordinal);
        var met = new ConcurrentDictionary<(string, string), int>();
        world.Meet("", exchange =>
        {
            if (exchange.Verb is not ("list" or "watch") || !faults.TryGetValue(exchange.Resource, out var fault)) return null;
            // Like a server without streaming lists, or lists themselves would never be asked for.
            if (exchange.ListsFirst) return new Fault(FaultKind.Answer, 422);
            var count = met.AddOrUpdate((exchange.Resource, exchange.Verb), 1, (_, times) => times + 1);
            // The first watch is told that it must list again, so that lists meet the fault too.
            return exchange.Verb == "watch" && count == 1 ? new Fault(FaultKind.Answer, 410) : count <= TimesEach + 1 ? fault : null;
        });
        world.Proxy.CutWatches();
        await Eventually.Holds(() => faults.Keys.All(name => met.GetValueOrDefault((name, "list")) > 0 && met.GetValueOrDefault((name, "watch")) > TimesEach), $"round {round}: every kind was listed and watched again", Scenario.T3);
        await s.Db.ExecuteAsync($"UPDATE tenants SET plan='round {round}' WHERE id='acme'");
        var uids = new Dictionary<ApiResource, string?>();
        foreach (var kind in Followed[..^3])
        {
            uids[kind] = (await s.GetAsync(kind, "acme-x")).Uid();
            await s.DeleteAsync(kind, "acme-x");
        }

        await Scenario.PassesAsync(Scenario.T3, async () =>
        {
            foreach (var kind in Followed[..^3])
                (await s.GetAsync(kind, "acme-x")).Uid().ShouldNotBeOneOf([null, uids[kind]], $"round {round}: {kind.Kind} after {faults[NameOf(kind)]}");
            (await s.GetAsync(Kinds.ConfigMap, "acme-x")).Text("data", "plan").ShouldBe($"round {round}");
        });
    }

    private static string NameOf(ApiResource kind) => kind.Group.Length > 0 ? $"{kind.Plural}.{kind.Group}" : kind.Plural;

    private static Item[] Everything()
    {
        var selector = Json.Parse("""{"matchLabels":{"app":"x"}}""");
        var pod = PodTemplate("x", Json.Map(("name", "app"), ("image", "app:1")));
        JsonObject Workload(string kind, params (string, JsonNode?)[] more) => Json.Map(
            ("apiVersion", "apps/v1"), ("kind", kind), ("spec", Json.Map([("selector", selector.DeepClone()), ("template", pod.DeepClone()), .. more])));
        Item[] items =
        [
            Cm("c", "", ("plan", "{{ .plan }}")), Sec("s", "", ("k", "1")), Svc("v", ""), Job("j", ""), Ing("i", "", "x.example.com"),
            Of("serviceAccounts", "a", "", Json.Parse("""{"apiVersion":"v1","kind":"ServiceAccount"}""")),
            Of("deployments", "d", "", Workload("Deployment", ("replicas", 1))),
            Of("statefulSets", "ss", "", Workload("StatefulSet", ("serviceName", "x"))),
            Of("daemonSets", "ds", "", Workload("DaemonSet")),
            Of("cronJobs", "cj", "", Json.Map(
                ("apiVersion", "batch/v1"), ("kind", "CronJob"), ("spec", Json.Map(("schedule", "0 0 1 1 *"), ("jobTemplate", Json.Map(("spec", Job("j", "").Content["spec"]!["spec"]!.DeepClone()))))))),
            Of("networkPolicies", "np", "", Json.Parse("""{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","spec":{"podSelector":{},"policyTypes":["Ingress"]}}""")),
            Of("podDisruptionBudgets", "pdb", "", Json.Parse("""{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"x"}}}}""")),
            Of("persistentVolumeClaims", "pvc", "", Json.Parse("""{"apiVersion":"v1","kind":"PersistentVolumeClaim","spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""")),
        ];
        return [.. items.Select(item => item.With("nameTemplate", $"{U}-x").With("waitForReady", false))];
    }
}
