using System.Text;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Events;

public class EventCorrelatorTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly EventCorrelator _correlator = new(new());

    [Fact]
    public void Counts_what_is_the_same()
    {
        var first = _correlator.Decide(Note("m"), Start).ShouldBeOfType<EventDecision.Create>().Series;
        var second = _correlator.Decide(Note("m", version: "6"), Start.AddMinutes(1)).ShouldBeOfType<EventDecision.Count>().Series;
        second.ShouldBeSameAs(first);
        (second.Times, second.First, second.Last).ShouldBe((2, Start, Start.AddMinutes(1)));
    }

    [Theory]
    [InlineData("other", "R", "web")]
    [InlineData("m", "Other", "web")]
    [InlineData("m", "R", "db")]
    public void Tells_apart_what_differs(string message, string reason, string name)
    {
        _correlator.Decide(Note("m"), Start);
        _correlator.Decide(Note(message, reason, name), Start).ShouldBeOfType<EventDecision.Create>();
    }

    [Fact]
    public void Combines_many_that_differ_in_their_message_only()
    {
        var decisions = Enumerable.Range(1, 14).Select(i => _correlator.Decide(Note("m" + i), Start.AddSeconds(i))).ToList();
        decisions.OfType<EventDecision.Create>().Count().ShouldBe(10, "nine as they are and the tenth for all that follow");
        var combined = decisions.OfType<EventDecision.Count>().Last().Series;
        combined.Note.Message.ShouldBe("(combined from similar events): m14");
        combined.Times.ShouldBe(5);
    }

    [Fact]
    public void Does_not_combine_over_a_long_time()
    {
        for (var i = 0; i < 20; i++)
        {
            var decision = _correlator.Decide(Note("m" + i), Start.AddMinutes(11 * i));
            decision.ShouldBeOfType<EventDecision.Create>().Series.Note.Message.ShouldBe("m" + i);
        }
    }

    [Fact]
    public void Drops_what_is_too_much_about_one_object_and_recovers_slowly()
    {
        var decisions = Enumerable.Range(0, 40).Select(_ => _correlator.Decide(Note("m"), Start)).ToList();
        decisions.Count(decision => decision is EventDecision.Drop).ShouldBe(15);
        _correlator.Decide(Note("m", name: "other"), Start).ShouldBeOfType<EventDecision.Create>();
        _correlator.Decide(Note("m"), Start.AddMinutes(4)).ShouldBeOfType<EventDecision.Drop>();
        _correlator.Decide(Note("m"), Start.AddMinutes(6)).ShouldBeOfType<EventDecision.Count>();
    }

    [Theory]
    [InlineData('a', 1024, 1024)]
    [InlineData('a', 1025, 1024)]
    [InlineData('ü', 2000, 1023)]
    public void Cuts_messages_at_what_the_server_takes_but_never_within_a_character(char letter, int length, int bytes)
    {
        var cut = EventNote.Cut(new string(letter, length));
        Encoding.UTF8.GetByteCount(cut).ShouldBe(bytes);
        cut.ShouldNotContain('\uFFFD');
    }

    [Fact]
    public void Forgets_what_was_not_used_for_longest()
    {
        var memory = new RecentlyUsed<string, int>(2);
        memory.Set("a", 1);
        memory.Set("b", 2);
        memory.TryGet("a", out _);
        memory.Set("c", 3);
        memory.TryGet("b", out _).ShouldBeFalse();
        memory.TryGet("a", out _).ShouldBeTrue();
        memory.Count.ShouldBe(2);
    }

    private static EventNote Note(string message, string reason = "R", string name = "web", string version = "5") =>
        new(new(new(new("operator.lynq.sh", "v1", "LynqNode"), "shop", name), "u", version), EventType.Normal, reason, message, "lynqnode-controller");
}
