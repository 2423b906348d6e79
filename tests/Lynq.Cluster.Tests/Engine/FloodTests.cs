using System.Collections.Concurrent;
using Lynq.Actors.Hub;
using Lynq.Actors.Port;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Engine;

/// <summary>Whoever tells more than actors in another process can take has to wait, although only a part of what crosses is confirmed.</summary>
[Collection(nameof(PlacementTests))]
public sealed class FloodTests
{
    private const int Capacity = 64;
    private const int Flood = 5_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly SyncNow Message = new() { Hub = new("tenants", "customers"), Cause = "a flood" };

    /// <param name="others">Actors besides the one that is slow, all of them quick, each told after the other.</param>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    public async Task An_actor_in_another_process_that_takes_nothing_holds_its_flooder_back(int others)
    {
        await using var here = await Replica.StartAsync();
        await using var there = await Replica.StartAsync(here);
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = new HashSet<string>(StringComparer.Ordinal);
        var taken = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        foreach (var replica in new[] { here, there })
            Serve(replica, context => new Taker(context, taken, slow.Contains(context.Self.Key) ? opened.Task : Task.CompletedTask));
        var keys = await KeysOfAsync(there, others + 2);
        slow.Add(keys[0]);
        var sent = 0;

        var flood = Task.Run(async () =>
        {
            for (; sent < Flood; sent++)
                await here.Engine.TellAsync(Id(keys[sent % (others + 1)]), Message, CancellationToken.None);
        });

        // The last one is not told by the flood: while it answers a hundred times, a flood that still goes on gets further.
        await Eventually.Holds(
            async () =>
            {
                var before = Volatile.Read(ref sent);
                for (var question = 0; question < 100; question++)
                    await here.Engine.AskAsync<SyncNow>(Id(keys[^1]), Message, Deadline, CancellationToken.None);
                return before > 0 && before == Volatile.Read(ref sent);
            },
            "the flood has come to a stand");
        flood.IsCompleted.ShouldBeFalse();
        (Volatile.Read(ref sent) / (others + 1)).ShouldBeLessThan(Capacity * 3);
        opened.SetResult();
        await flood.WaitAsync(Deadline);
        await Eventually.Holds(() => keys[..^1].Sum(key => taken.GetValueOrDefault(key)) == Flood, "all of it is taken in the end");
    }

    private static void Serve(Replica replica, Func<IActorContext, IActor> factory)
    {
        replica.Engine.Register(new ActorRegistration { Kind = ActorKinds.Node, Factory = factory, KindCapacity = Capacity, MaxConcurrency = 64 });
        replica.Engine.Begin(replica.Follower);
    }

    /// <summary>Keys of actors that live in a replica, once it has its half of the shards.</summary>
    private static async Task<string[]> KeysOfAsync(Replica replica, int count)
    {
        var all = Enumerable.Range(0, 500).Select(i => $"tenants/t{i:0000}-web").ToList();
        await Eventually.Holds(() => replica.Engine.Regions[ActorKinds.Node].Places.Here.Count is >= 50 and <= 70, "the shards are spread");
        return [.. all.Where(key => replica.Engine.IsHere(Id(key))).Take(count)];
    }

    private static ActorId Id(string key) => new(ActorKinds.Node, key);

    private sealed class Taker(IActorContext context, ConcurrentDictionary<string, int> taken, Task opened) : IActor
    {
        public async ValueTask ReceiveAsync(IActorMessage message)
        {
            await opened;
            taken.AddOrUpdate(context.Self.Key, 1, (_, count) => count + 1);
            context.Reply(message);
        }
    }
}
