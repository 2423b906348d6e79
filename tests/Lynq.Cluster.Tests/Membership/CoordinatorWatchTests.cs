using Lynq.Actors.Port;
using Lynq.Cluster.Membership;
using Lynq.Cluster.Tests.Engine;
using Lynq.Host;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Membership;

/// <summary>What a replica does when nobody knows where shards live.</summary>
[Collection(nameof(PlacementTests))]
public sealed class CoordinatorWatchTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private Replica _replica = null!;

    public async Task InitializeAsync()
    {
        _replica = await Replica.StartAsync();
        _replica.Serve();
        _replica.Tell("ns/first");
        await Eventually.Holds(() => _replica.Handled.ContainsKey("ns/first"), "the shards have homes");
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _replica.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Goes_on_while_the_coordinators_answer_and_ends_when_they_are_lost()
    {
        var waiting = new CoordinatorWatch(_replica.Cluster, _replica.Engine, _time).WaitAsync(_stop.Token);

        for (var looks = 0; looks < 15; looks++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Eventually.Holds(() => _time.PendingTimers > 0, "it has looked");
        }

        waiting.IsCompleted.ShouldBeFalse();
        _replica.LoseCoordinator(ActorKinds.Node);
        await Should.ThrowAsync<UserException>(Eventually.Ends(waiting, _time, "the replica, whose cluster has lost its coordinator", TimeSpan.FromSeconds(10)));
    }

    // Each look comes two minutes after the one before, of which it was awake for twenty seconds at most.
    [Fact]
    public async Task Does_not_take_a_standstill_of_its_own_for_their_silence()
    {
        var waiting = new CoordinatorWatch(_replica.Cluster, _replica.Engine, _time).WaitAsync(_stop.Token);
        _replica.LoseCoordinator(ActorKinds.Node);

        var looks = 0;
        while (!waiting.IsCompleted)
        {
            _time.Advance(CoordinatorWatch.Patience * 2);
            looks++;
            await Eventually.Holds(() => _time.PendingTimers > 0 || waiting.IsCompleted, "it has looked");
        }

        await Should.ThrowAsync<UserException>(waiting);
        looks.ShouldBeGreaterThanOrEqualTo(3);
    }
}
