using Lynq.Actors.Port;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Engine;

/// <summary>Three replicas in one process.</summary>
[Collection(nameof(PlacementTests))]
public sealed class PlacementTests : IAsyncLifetime
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 1000).Select(i => $"tenants/t{i:0000}-web")];

    private IReadOnlyList<Replica> _replicas = [];

    public async Task InitializeAsync()
    {
        _replicas = await Replica.StartThreeAsync();
        await Eventually.Holds(() => Keys.All(key => Homes(key) == 1) && _replicas.All(IsEven), "every shard has a home and they are spread");
    }

    public async Task DisposeAsync()
    {
        foreach (var replica in _replicas) await replica.DisposeAsync();
    }

    [Fact]
    public async Task Spreads_actors_within_a_fifth_of_even_and_each_lives_once()
    {
        foreach (var key in Keys) _replicas[0].Tell(key);

        await Eventually.Holds(() => _replicas.Sum(r => r.Alive.Count) == Keys.Length, "every actor lives");
        foreach (var replica in _replicas)
            replica.Alive.Count.ShouldBeInRange((int)(Keys.Length / 3.0 * 0.8), (int)(Keys.Length / 3.0 * 1.2));
        foreach (var replica in _replicas)
            replica.Alive.Keys.ShouldAllBe(key => replica.Engine.IsHere(new ActorId(ActorKinds.Node, key)));
    }

    [Fact]
    public async Task A_replica_that_leaves_hands_its_shards_over_and_says_so_where_they_arrive()
    {
        var leaving = _replicas[2];
        var moved = Keys.Where(key => leaving.Engine.IsHere(Id(key))).ToList();
        foreach (var key in Keys) _replicas[0].Tell(key);
        await Eventually.Holds(() => _replicas.Sum(r => r.Alive.Count) == Keys.Length, "every actor lives");
        foreach (var replica in _replicas) replica.Follower.Arrivals.Clear();

        await leaving.Engine.StopAsync(CancellationToken.None);

        leaving.Alive.ShouldBeEmpty();
        await Eventually.Holds(
            () => moved.All(key => _replicas.Take(2).Any(r => r.Follower.Arrivals.Any(arrival => arrival.Among(Id(key))))),
            "what has moved was announced");
        moved.ShouldAllBe(key => _replicas.Take(2).Count(r => r.Engine.IsHere(Id(key))) == 1);
    }

    [Fact]
    public async Task Shards_of_a_replica_that_crashes_come_back_elsewhere_without_a_message_to_them()
    {
        var crashing = _replicas[2];
        var lost = Keys.Where(key => crashing.Engine.IsHere(Id(key))).ToList();
        foreach (var replica in _replicas) replica.Follower.Arrivals.Clear();

        crashing.Crash();

        await Eventually.Holds(
            () => lost.All(key => _replicas.Take(2).Any(r => r.Follower.Arrivals.Any(arrival => arrival.Among(Id(key))))),
            "what was lost was announced elsewhere");
    }

    private static ActorId Id(string key) => new(ActorKinds.Node, key);

    private int Homes(string key) => _replicas.Count(replica => replica.Engine.IsHere(Id(key)));

    private bool IsEven(Replica replica) => replica.Engine.Regions[ActorKinds.Node].Places.Here.Count is >= 36 and <= 44;
}
