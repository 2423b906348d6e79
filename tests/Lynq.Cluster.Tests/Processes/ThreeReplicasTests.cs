using Lynq.Testing;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>Rows become objects while replicas come and go; the API server's record shows what was written, and by whom.</summary>
[Collection(nameof(Engine.PlacementTests))]
public sealed class ThreeReplicasTests(ITestOutputHelper output)
{
    public static TheoryData<string> Servers => ControlPlaneAssets.WhyMissing is null
        ? [ReplicaWorld.Sandbox, ReplicaWorld.ControlPlane]
        : [ReplicaWorld.Sandbox];

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

        await world.Replicas.EndAsync(2);
        world.Server.WritesSince(woken).Where(write => write.IsOfManaged && write.User == world.Server.UserOf(2)).ShouldBeEmpty();
        world.Replicas.Start(2);
        await world.Replicas.SpreadAsync(0, 1, 2);
        world.Skew.Most.ShouldBeInRange(1, ReplicaWorld.MaxSkew);
    }

    // The third sees nobody, ends, starts anew and forms a cluster alone. The two know nothing of that when they wake, see each
    // other, and are more than half of what they remember.
    [Theory, MemberData(nameof(Servers))]
    public async Task Two_frozen_replicas_are_replaced_by_the_third_and_write_nothing_when_they_wake(string server)
    {
        await using var world = await ReplicaWorld.StartAsync(server, output);
        var kubelet = world.Replicas.Keep(0);

        world.ShouldBeWrittenOnce(await world.ChangeAsync("second", () => Task.WhenAll(world.Replicas.PauseAsync(1), world.Replicas.PauseAsync(2))));
        await world.Replicas.SpreadAsync(0);
        var woken = TimeProvider.System.GetUtcNow();
        await Task.WhenAll(world.Replicas.ResumeAsync(1), world.Replicas.ResumeAsync(2));
        // Something to write, for whoever may.
        world.ShouldBeWrittenOnce(await world.ChangeAsync("third", () => Task.CompletedTask));

        await Task.WhenAll(world.Replicas.EndAsync(1), world.Replicas.EndAsync(2));
        world.Server.WritesSince(woken).Where(write => write.IsOfManaged && write.User != world.Server.UserOf(0)).ShouldBeEmpty();
        kubelet.ShouldHaveSeenNoCrash();
        world.Replicas.Start(1);
        world.Replicas.Start(2);
        await world.Replicas.SpreadAsync(0, 1, 2);
        world.Skew.Most.ShouldBeInRange(1, ReplicaWorld.MaxSkew);
    }
}
