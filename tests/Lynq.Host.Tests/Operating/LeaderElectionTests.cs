using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Kubernetes;
using Lynq.Sandbox;
using Lynq.Sandbox.Faults;
using Lynq.Testing;

namespace Lynq.Host.Tests.Operating;

/// <summary>Two processes of which one acts (contract §16.3), judged by what the API server recorded.</summary>
public sealed class LeaderElectionTests
{
    private static readonly ApiResource Leases = new("coordination.k8s.io", "v1", "Lease", "leases", true);
    private static readonly string[] Reads = ["get", "list", "watch", "head"];
    private static readonly SandboxOptions TwoUsers = new()
    {
        Users = new Dictionary<string, SandboxUser>(StringComparer.Ordinal) { ["token-1"] = new("first"), ["token-2"] = new("second") },
    };

    [Fact]
    public async Task The_other_acts_soon_after_the_leader_died_and_never_do_both_write()
    {
        await using var cluster = await SmallCluster.StartAsync(TwoUsers);
        await using var first = await RunningOperator.StartAsync(cluster.KubeconfigOf("token-1"), "--leader-elect");
        await using var second = await RunningOperator.StartAsync(cluster.KubeconfigOf("token-2"), "--leader-elect");
        await cluster.CreateHubAsync("acme");
        await cluster.CreateFormAsync();
        await cluster.ReadyAsync("acme-shop");
        (await LeadsAsync(first)).ShouldBeTrue();
        (await LeadsAsync(second)).ShouldBeFalse();

        await first.SignalAsync("KILL");
        await cluster.ExecuteAsync("insert into tenants values ('globex', 'free', 1)");
        await cluster.ReadyAsync("globex-shop");

        (await LeadsAsync(second)).ShouldBeTrue();
        var terms = Terms(cluster.Sandbox.Requests.History);
        terms.Count.ShouldBe(2, string.Join('\n', terms));
        terms[1].From.ShouldBeGreaterThan(terms[0].Until, "both wrote at the same time");

        // The dead leader's lease lasts 15 s, and the other looks every 2.4 s at most; the rest is for a slow and busy machine.
        var (renewed, taken) = HandOver([.. cluster.Sandbox.Requests.History.Where(IsLease)]);
        (taken - renewed).ShouldBeInRange(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_leader_that_is_told_to_stop_hands_over_at_once()
    {
        await using var cluster = await SmallCluster.StartAsync(TwoUsers);
        await using var first = await RunningOperator.StartAsync(cluster.KubeconfigOf("token-1"), "--leader-elect");
        await using var second = await RunningOperator.StartAsync(cluster.KubeconfigOf("token-2"), "--leader-elect");
        await cluster.CreateHubAsync("acme");
        await cluster.CreateFormAsync();
        await cluster.ReadyAsync("acme-shop");
        var before = await cluster.Client.ListPageAsync(Leases, new ListOptions(), Representation.Full);
        var holder = HolderOf(before.Items.Single());

        await first.SignalAsync("TERM");
        await Eventually.Holds(() => LeadsAsync(second), "the second replica leads");
        await first.EndAsync();
        await cluster.ExecuteAsync("update tenants set plan = 'gold' where id = 'acme'");
        await Eventually.Holds(
            async () => (await cluster.GetAsync("v1", "ConfigMap", "default", "acme-shop"))!.Value.GetProperty("data").GetProperty("plan").GetString() == "gold",
            "the second replica applies the changed row");

        // A lease that is not released has to run out before another takes it.
        (await HoldersAsync(cluster, before.Metadata.ResourceVersion, holder)).ShouldContain("");
        Terms(cluster.Sandbox.Requests.History).Count.ShouldBe(2);
    }

    private static async Task<bool> LeadsAsync(RunningOperator replica) =>
        (bool)JsonNode.Parse(await replica.HealthAsync("debug/lynq/cluster"))!["leads"]!;

    /// <summary>The holders of the Lease since a version, from the server's history, until somebody else than the first one has it.</summary>
    private static async Task<List<string>> HoldersAsync(SmallCluster cluster, string since, string first)
    {
        var holders = new List<string>();
        using var limit = new CancellationTokenSource(Eventually.DefaultDeadline);
        await foreach (var change in cluster.Client.WatchAsync(Leases, new WatchOptions { ResourceVersion = since }, Representation.Full, limit.Token))
        {
            if (change.Type == WatchEventType.Bookmark)
                continue;
            holders.Add(HolderOf(change.Object));
            if (holders[^1].Length > 0 && holders[^1] != first)
                break;
        }

        return holders;
    }

    private static string HolderOf(JsonElement lease) => lease.GetProperty("spec").TryGetProperty("holderIdentity", out var holder) ? holder.GetString()! : "";

    /// <summary>Stretches of time in which one replica after the other wrote something other than a Lease or an event.</summary>
    private static List<(string Writer, DateTimeOffset From, DateTimeOffset Until)> Terms(IEnumerable<RecordedRequest> history)
    {
        var terms = new List<(string Writer, DateTimeOffset From, DateTimeOffset Until)>();
        foreach (var write in history.Where(IsWork))
        {
            if (terms.Count > 0 && terms[^1].Writer == write.User)
                terms[^1] = terms[^1] with { Until = write.At };
            else
                terms.Add((write.User, write.At, write.At));
        }

        return terms;
    }

    // Who does not lead asks for its rights, too: a question, though it is sent as a creation.
    private static bool IsWork(RecordedRequest request) =>
        request.User is "first" or "second" && !Reads.Contains(request.Verb, StringComparer.Ordinal)
        && request.Resource is not ("leases.coordination.k8s.io" or "selfsubjectaccessreviews.authorization.k8s.io" or "secrets" or "events" or "events.events.k8s.io");

    // The first holder creates it, and may be gone before it has ever renewed it.
    private static bool IsLease(RecordedRequest request) =>
        request is { Resource: "leases.coordination.k8s.io", Verb: "create" or "update", Status: 200 or 201 };

    private static (DateTimeOffset Released, DateTimeOffset Taken) HandOver(List<RecordedRequest> leases)
    {
        var taken = leases.FindIndex(lease => lease.User != leases[0].User);
        return (leases[taken - 1].At, leases[taken].At);
    }
}
