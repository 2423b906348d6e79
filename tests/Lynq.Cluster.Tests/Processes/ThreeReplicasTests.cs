using Lynq.Testing;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>Rows become objects while replicas come and go; the API server's record shows what was written, and by whom.</summary>
[Collection(nameof(Engine.PlacementTests))]
public sealed class ThreeReplicasTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(64);

    public static TheoryData<string> Servers => ControlPlaneAssets.WhyMissing is null
        ? [ReplicaWorld.Sandbox, ReplicaWorld.ControlPlane]
        : [ReplicaWorld.Sandbox];

    /// <summary>The servers, with each way in which a split is decided.</summary>
    public static TheoryData<string, string> Ways
    {
        get
        {
            var ways = new TheoryData<string, string>();
            foreach (var server in Servers)
            {
                ways.Add(server, "keep-majority");
                ways.Add(server, "lease");
            }

            return ways;
        }
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Every_change_is_written_once_and_within_maxSkew_when_one_is_killed_meanwhile(string server)
    {
        await using var world = await ReplicaWorld.StartAsync(server, output);

        world.ShouldBeWrittenOnce(await world.ChangeAsync("second", () => world.Replicas.KillAsync(2)));
        await world.Replicas.SpreadAsync(0, 1);
        world.Replicas.Start(2);
        await world.Replicas.SpreadAsync(0, 1, 2);
        world.Skew.Most.ShouldBeInRange(1, ReplicaWorld.MaxSkew);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Every_change_is_written_once_and_within_maxSkew_when_one_is_told_to_end_meanwhile(string server)
    {
        await using var world = await ReplicaWorld.StartAsync(server, output);

        world.ShouldBeWrittenOnce(await world.ChangeAsync("second", () => world.Replicas.TerminateAsync(2)));
        await world.Replicas.SpreadAsync(0, 1);
        world.Skew.Most.ShouldBeInRange(1, ReplicaWorld.MaxSkew);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Restarted_one_after_the_other_at_rest_they_write_nothing(string server)
    {
        await using var world = await ReplicaWorld.StartAsync(server, output, maxSkew: 0);
        await world.SettleAsync();
        var actors = await world.Replicas.ActorsAsync(0);
        world.Say($"nodes: {string.Join(", ", actors)}");
        actors.Sum().ShouldBe(world.Tenants.Count);
        var since = TimeProvider.System.GetUtcNow();

        for (var replica = 0; replica < 3; replica++)
        {
            await world.Replicas.TerminateAsync(replica);
            await world.Replicas.SpreadAsync([.. Enumerable.Range(0, 3).Where(other => other != replica)]);
            world.Replicas.Start(replica);
            await world.Replicas.SpreadAsync(0, 1, 2);
        }

        await Eventually.Holds(async () => (await world.Replicas.ActorsAsync(0)).Sum() == world.Tenants.Count, "all nodes live");
        // Also when one was given up meanwhile, on a machine without time for it, and had to start once more.
        world.Server.WritesSince(since).Where(write => write.IsOfManaged).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_frozen_replica_is_replaced_and_writes_nothing_when_it_wakes(string server)
    {
        await using var world = await ReplicaWorld.StartAsync(server, output);

        world.ShouldBeWrittenOnce(await world.ChangeAsync("second", () => world.Replicas.PauseAsync(2)));
        await world.Replicas.SpreadAsync(0, 1);
        var woken = TimeProvider.System.GetUtcNow();
        await world.Replicas.ResumeAsync(2);

        await world.EndsWithoutWritingAsync(2, woken);
        await world.Replicas.SpreadAsync(0, 1, 2);
        world.Skew.Most.ShouldBeInRange(1, ReplicaWorld.MaxSkew);
    }

    // With keep-majority the third sees nobody, ends, starts anew and forms a cluster alone; with the lease it goes on. The two know
    // nothing of that when they wake, see each other, and are more than half of what they remember.
    [Theory, MemberData(nameof(Ways))]
    public async Task Two_frozen_replicas_are_replaced_by_the_third_and_write_nothing_when_they_wake(string server, string splitBrain)
    {
        await using var world = await ReplicaWorld.StartAsync(server, output, more: $"--cluster-split-brain={splitBrain}");

        world.ShouldBeWrittenOnce(await world.ChangeAsync("second", () => Task.WhenAll(world.Replicas.PauseAsync(1), world.Replicas.PauseAsync(2))));
        await world.Replicas.SpreadAsync(0);
        var woken = TimeProvider.System.GetUtcNow();
        await Task.WhenAll(world.Replicas.ResumeAsync(1), world.Replicas.ResumeAsync(2));
        // Something to write, for whoever may.
        world.ShouldBeWrittenOnce(await world.ChangeAsync("third", () => Task.CompletedTask));

        await world.EndsWithoutWritingAsync(1, woken);
        await world.EndsWithoutWritingAsync(2, woken);
        await world.Replicas.SpreadAsync(0, 1, 2);
        world.Skew.Most.ShouldBeInRange(1, ReplicaWorld.MaxSkew);
    }

    // As on a machine that stands still with all of them: none was there to give another one up.
    [Theory, MemberData(nameof(Ways))]
    public async Task All_three_frozen_for_a_minute_are_at_work_again_soon_after_they_wake(string server, string splitBrain)
    {
        await using var world = await ReplicaWorld.StartAsync(server, output, more: $"--cluster-split-brain={splitBrain}");
        var woken = DateTimeOffset.MinValue;

        var writes = await world.ChangeAsync("second", async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(world.Replicas.PauseAsync));
            var frozen = TimeProvider.System.GetUtcNow();
            await world.StaysAsync(() => Task.FromResult(world.Server.WritesSince(frozen + ReplicaWorld.OnTheWay).Count == 0), Standstill);
            woken = TimeProvider.System.GetUtcNow();
            await Task.WhenAll(Enumerable.Range(0, 3).Select(world.Replicas.ResumeAsync));
        });

        var resumed = writes.Where(write => write.At > woken && write.Resource == "configmaps").Min(write => write.At) - woken;
        await world.Replicas.SpreadAsync(0, 1, 2);
        world.Say($"first write {resumed.TotalSeconds:0.0} s, all three share the work {(TimeProvider.System.GetUtcNow() - woken).TotalSeconds:0.0} s after they woke");
        resumed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        // A write whose answer was lost is sent again: of those under way when they froze.
        world.WritesOfEach(writes).Count.ShouldBe(world.Tenants.Count);
        world.WritesOfEach(writes).Count(written => written.Value > 1).ShouldBeLessThanOrEqualTo(ReplicaWorld.MaxSkew);
        world.Skew.Most.ShouldBeInRange(1, ReplicaWorld.MaxSkew);
    }
}
