using Lynq.Actors.Node;
using Lynq.Actors.Tests.Node.Acting;
using Lynq.Actors.Watching;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>A node's actor that has moved to another process, while messages to its predecessor were on their way.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeMoveTests(NodeServer server)
{
    [Fact]
    public async Task What_a_watch_answered_to_the_predecessor_has_nothing_written_again()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a"), FormSpecs.ConfigMap("b")));
        await bench.DesireAsync(("plan", "basic"));
        await bench.ObserveChildrenAsync();
        var before = Asked(bench);
        await bench.MoveAsync();
        bench.Requests.Clear();

        await bench.SendAsync(new KindSynced { Node = bench.Key, Kind = before.Kind, Asker = before.Asker });
        bench.Writes.ShouldBeEmpty();

        await bench.ObserveChildrenAsync();
        bench.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_answer_to_its_own_question_has_the_actor_go_on()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"));
        await bench.DeleteAsync("v1", "ConfigMap", "acme-a");
        await bench.MoveAsync();
        bench.Requests.Clear();

        var asked = Asked(bench);
        await bench.SendAsync(new KindSynced { Node = bench.Key, Kind = asked.Kind, Asker = asked.Asker });

        bench.Writes.ShouldContain(write => write.Contains("acme-a", StringComparison.Ordinal));
    }

    /// <summary>The watch may have moved as well, and a question to where it was be lost.</summary>
    [Fact]
    public async Task A_question_to_a_watch_that_is_not_answered_is_asked_again_until_it_is()
    {
        var bench = await NodeBench.StartAsync(server, FormSpecs.ConfigMaps(FormSpecs.ConfigMap("a")));
        await bench.DesireAsync(("plan", "basic"));
        await bench.MoveAsync();

        await bench.AdvanceAsync(TimeSpan.FromSeconds(3));
        Questions(bench).ShouldBe(2);
        await bench.AdvanceAsync(TimeSpan.FromSeconds(6));
        Questions(bench).ShouldBe(3);

        await bench.ObserveChildrenAsync();
        await bench.AdvanceAsync(TimeSpan.FromMinutes(1));
        Questions(bench).ShouldBe(3);
    }

    private static int Questions(NodeBench bench) => bench.Told.Select(told => told.Message).OfType<ResourceInUse>().Count();

    private static ResourceInUse Asked(NodeBench bench)
    {
        var asked = bench.Told.Select(told => told.Message).OfType<ResourceInUse>().ShouldHaveSingleItem();
        asked.Asker.ShouldNotBe(0);
        return asked;
    }
}
