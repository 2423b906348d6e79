using Lynq.Actors.Node.Sharing;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Sharing;

public sealed class SharedValuesTests
{
    [Fact]
    public void Equal_values_are_held_once()
    {
        var shared = new SharedValues<string>(10, StringComparer.Ordinal);
        var (one, other) = (new string("reason"), new string("reason".AsSpan()));
        shared.Of(one).ShouldBeSameAs(one);
        shared.Of(other).ShouldBeSameAs(one);
        shared.Of("Reason").ShouldNotBeSameAs(one);
    }

    [Fact]
    public void Values_that_all_differ_do_not_gather_and_what_is_repeated_afterwards_is_shared_again()
    {
        var shared = new SharedValues<string>(10, StringComparer.Ordinal);
        for (var i = 0; i < 1000; i++)
        {
            shared.Of($"text {i}").ShouldBe($"text {i}");
            shared.Count.ShouldBeInRange(1, 10);
        }

        var again = shared.Of(new string("repeated"));
        shared.Of(new string("repeated".AsSpan())).ShouldBeSameAs(again);
    }

    [Fact]
    public void Threads_that_ask_at_the_same_time_get_the_same_copy()
    {
        var shared = new SharedValues<string>(100, StringComparer.Ordinal);
        var got = new string[32];
        Parallel.For(0, got.Length, i => got[i] = shared.Of(new string("reason".AsSpan())));
        got.ShouldAllBe(text => ReferenceEquals(text, got[0]));
    }
}
