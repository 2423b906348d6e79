using Lynq.Actors.Port;
using Lynq.Actors.Tests.Port;
using Lynq.Testing;
using Xunit;

namespace Lynq.Cluster.Tests.Engine;

/// <summary>What the port promises, on a cluster of one.</summary>
[Collection(nameof(PlacementTests))]
public sealed class AkkaActorSystemTests : ActorSystemConformance, IAsyncLifetime
{
    private readonly Follower _follower = new();
    private Replica _replica = null!;

    protected override IActorSystem Engine => _replica.Engine;

    public async Task InitializeAsync() => _replica = await Replica.StartAsync();

    public async Task DisposeAsync() => await _replica.DisposeAsync();

    protected override void Begin() => _replica.Engine.Begin(_follower);

    [Fact]
    public async Task Every_replica_hears_of_the_start_of_an_actor_that_is_announced()
    {
        Register(context => new Probe(context), r => r with { AnnounceStart = true });

        Engine.Tell(Id("a"), new Number(1));

        await Eventually.Holds(() => _follower.Starts.Contains(Id("a")), "the start was announced");
    }
}
