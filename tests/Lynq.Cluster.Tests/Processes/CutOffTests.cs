using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>A replica that its peers do not reach any more, while it still reaches the API server; and replicas that do not reach that.</summary>
[Collection(nameof(Engine.PlacementTests))]
public sealed class CutOffTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Ways
    {
        get
        {
            var ways = new TheoryData<string, string>();
            foreach (var server in ThreeReplicasTests.Servers)
            {
                ways.Add(server, "keep-majority");
                ways.Add(server, "lease");
            }

            return ways;
        }
    }

    [PrivateNetworksTheory, MemberData(nameof(Ways))]
    public async Task Stops_writing_within_20_s_and_comes_back_into_one_cluster(string server, string splitBrain)
    {
        var network = await PrivateNetworks.CreateAsync(3);
        await using var world = await ReplicaWorld.StartAsync(server, output, network, more: $"--cluster-split-brain={splitBrain}");
        var kubelet = world.Replicas.Keep(0, 1);
        var cut = DateTimeOffset.MinValue;

        world.ShouldBeWrittenOnce(await world.ChangeAsync("second", () =>
        {
            cut = TimeProvider.System.GetUtcNow();
            return network.CutAsync(2);
        }));

        var last = world.Server.WritesSince(cut).Where(write => write.User == world.Server.UserOf(2)).Select(write => write.At).DefaultIfEmpty(cut).Max();
        world.Say($"the last write of the replica that was cut off: {(last - cut).TotalSeconds:0.0} s after the cut");
        (last - cut).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        await world.Replicas.EndAsync(2);
        // As its kubelet does it: the network is still as it was.
        world.Replicas.Start(2);
        await network.HealAsync(2);
        await world.Replicas.SpreadAsync(0, 1, 2);
        world.Skew.Most.ShouldBeInRange(1, ReplicaWorld.MaxSkew);
        world.Say($"given up beside it: {kubelet.Ends.Count}");
        kubelet.ShouldHaveSeenNoCrash();
    }

    [PrivateNetworksTheory, MemberData(nameof(Ways))]
    public async Task Without_the_API_server_for_two_minutes_all_stay_members_and_then_go_on(string server, string splitBrain)
    {
        var network = await PrivateNetworks.CreateAsync(3);
        await using var world = await ReplicaWorld.StartAsync(server, output, network, more: $"--cluster-split-brain={splitBrain}");
        var back = DateTimeOffset.MinValue;

        var writes = await world.ChangeAsync("second", async () =>
        {
            await network.CutServerAsync();
            await world.StaysAsync(async () => await world.Replicas.MembersAsync(0) == 3, TimeSpan.FromMinutes(2));
            await network.HealServerAsync();
            back = TimeProvider.System.GetUtcNow();
        });

        // A write whose answer was lost is sent again: of those under way at the cut.
        var repeated = world.WritesOfEach(writes).Where(written => written.Value > 1).ToList();
        var resumed = writes.Where(write => write.At > back && write.Resource == "configmaps").Min(write => write.At) - back;
        world.Say($"written again: {repeated.Count}; first write {resumed.TotalSeconds:0.0} s after the API server came back");
        world.WritesOfEach(writes).Count.ShouldBe(world.Tenants.Count);
        repeated.Count.ShouldBeLessThanOrEqualTo(ReplicaWorld.MaxSkew);
        world.Skew.Most.ShouldBeInRange(1, ReplicaWorld.MaxSkew);
        // None has ended meanwhile: that would be found here.
        await world.Replicas.SpreadAsync(0, 1, 2);
    }
}

/// <summary>A test that needs network namespaces; skipped with the reason where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrivateNetworksTheoryAttribute : TheoryAttribute
{
    public PrivateNetworksTheoryAttribute() => Skip = PrivateNetworks.WhyNot;
}
