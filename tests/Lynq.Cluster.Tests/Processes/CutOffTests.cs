using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>A replica that its peers do not reach any more, while it still reaches the API server.</summary>
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
        await network.HealAsync(2);
        world.Replicas.Start(2);
        await world.Replicas.SpreadAsync(0, 1, 2);
        world.Skew.Most.ShouldBeInRange(1, ReplicaWorld.MaxSkew);
    }
}

/// <summary>A test that needs network namespaces; skipped with the reason where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrivateNetworksTheoryAttribute : TheoryAttribute
{
    public PrivateNetworksTheoryAttribute() => Skip = PrivateNetworks.WhyNot;
}
