using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>A replica that its peers do not reach any more, while it still reaches the API server; and replicas that do not reach that.</summary>
[Collection(nameof(Engine.PlacementTests))]
public sealed class CutOffTests(ITestOutputHelper output)
{
    [PrivateNetworksTheory, MemberData(nameof(ThreeReplicasTests.Ways), MemberType = typeof(ThreeReplicasTests))]
    public async Task Stops_writing_within_20_s_and_comes_back_into_one_cluster(string server, string splitBrain)
    {
        var network = await PrivateNetworks.CreateAsync(3);
        await using var world = await ReplicaWorld.StartAsync(server, output, network, more: $"--cluster-split-brain={splitBrain}");
        var cut = DateTimeOffset.MinValue;

        world.ShouldBeWrittenOnce(await world.ChangeAsync("second", () =>
        {
            cut = TimeProvider.System.GetUtcNow();
            return network.CutAsync(2);
        }));

        // Its successor, which its kubelet starts at once, takes part in the Leases, as it should.
        var written = world.Server.WritesSince(cut).Where(write => write.User == world.Server.UserOf(2) && write.Resource != "leases").ToList();
        var last = written.Select(write => write.At).DefaultIfEmpty(cut).Max();
        world.Say($"the last write of the replica that was cut off: {(last - cut).TotalSeconds:0.0} s after the cut, to {written.MaxBy(write => write.At)?.Resource}");
        (last - cut).ShouldBeLessThan(TimeSpan.FromSeconds(20));
        // Its kubelet starts it anew while the network is still as it was.
        await world.Replicas.EndAsync(2, cut);
        await network.HealAsync(2);
        await world.Replicas.SpreadAsync(0, 1, 2);
        world.Skew.Most.ShouldBeInRange(1, ReplicaWorld.MaxSkew);
    }

    [PrivateNetworksTheory, MemberData(nameof(ThreeReplicasTests.Ways), MemberType = typeof(ThreeReplicasTests))]
    public async Task Without_the_API_server_for_two_minutes_all_stay_members_and_then_go_on(string server, string splitBrain)
    {
        var network = await PrivateNetworks.CreateAsync(3);
        await using var world = await ReplicaWorld.StartAsync(server, output, network, more: $"--cluster-split-brain={splitBrain}");
        var (cut, back) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);

        var writes = await world.ChangeAsync("second", async () =>
        {
            cut = TimeProvider.System.GetUtcNow();
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
        await world.Replicas.SpreadAsync(0, 1, 2);
        world.Replicas.Ends.Where(end => end.At >= cut).ShouldBeEmpty();
    }
}

/// <summary>A test that needs network namespaces; skipped with the reason where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrivateNetworksTheoryAttribute : TheoryAttribute
{
    public PrivateNetworksTheoryAttribute() => Skip = PrivateNetworks.WhyNot;
}
