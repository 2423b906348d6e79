using Lynq.Kubernetes.Flow;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Flow;

public class RequestGovernorTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Lets_no_more_go_than_the_limit_and_live_work_first()
    {
        var governor = new RequestGovernor(new() { Initial = 2, Min = 2, Max = 2 }, _clock);
        await governor.EnterAsync(RequestPriority.Resync, default);
        await governor.EnterAsync(RequestPriority.Resync, default);
        var order = new List<string>();
        var waiting = new[] { Wait("resync 1", RequestPriority.Resync), Wait("resync 2", RequestPriority.Resync), Wait("live 1", RequestPriority.Live), Wait("live 2", RequestPriority.Live) };
        order.ShouldBeEmpty();
        for (var i = 1; i <= 4; i++)
        {
            governor.Exit(200);
            await Eventually.Holds(() => order.Count == i, "one more goes");
        }

        order.ShouldBe(["live 1", "live 2", "resync 1", "resync 2"]);
        governor.InFlight.ShouldBe(2);
        await Eventually.Ends(Task.WhenAll(waiting), "all who waited");

        async Task Wait(string name, RequestPriority priority)
        {
            await governor.EnterAsync(priority, default);
            lock (order)
                order.Add(name);
        }
    }

    [Fact]
    public async Task Is_busy_while_live_work_waits_and_a_little_longer()
    {
        var governor = new RequestGovernor(new() { Initial = 2, Min = 2, Max = 2 }, _clock);
        await governor.EnterAsync(RequestPriority.Live, default);
        await governor.EnterAsync(RequestPriority.Live, default);
        var catchingUp = governor.EnterAsync(RequestPriority.Resync, default).AsTask();
        governor.IsBusy.ShouldBeFalse();
        var waiting = governor.EnterAsync(RequestPriority.Live, default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(2));
        governor.IsBusy.ShouldBeTrue();
        governor.Exit(200);
        await Eventually.Ends(waiting, "waiting");
        governor.IsBusy.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(1));
        governor.IsBusy.ShouldBeFalse();
        governor.Exit(200);
        await Eventually.Ends(catchingUp, "catchingUp");
    }

    /// <summary>Where the own processor is the limit, nobody waits for a turn, and yet each event costs what work would have had.</summary>
    [Theory]
    [InlineData(31, 10, false)]
    [InlineData(32, 10, true)]
    [InlineData(100, 10, true)]
    [InlineData(100, 30, false)]
    public async Task Is_busy_when_many_live_requests_come_although_none_waits(int requests, int millisecondsBetween, bool busy)
    {
        var governor = new RequestGovernor(new(), _clock);
        for (var request = 0; request < requests; request++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(millisecondsBetween));
            await governor.EnterAsync(RequestPriority.Live, default);
            governor.Exit(200);
            await governor.EnterAsync(RequestPriority.Resync, default);
            governor.Exit(200);
        }

        governor.IsBusy.ShouldBe(busy);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        governor.IsBusy.ShouldBeFalse();
    }

    [Fact]
    public async Task Passes_over_who_no_longer_waits()
    {
        var governor = new RequestGovernor(new() { Initial = 2, Min = 2, Max = 2 }, _clock);
        await governor.EnterAsync(RequestPriority.Live, default);
        await governor.EnterAsync(RequestPriority.Live, default);
        using var impatient = new CancellationTokenSource();
        var first = governor.EnterAsync(RequestPriority.Live, impatient.Token).AsTask();
        var second = governor.EnterAsync(RequestPriority.Live, default).AsTask();
        await impatient.CancelAsync();
        governor.Exit(200);
        await Eventually.Ends(second, "second");
        await Should.ThrowAsync<OperationCanceledException>(Eventually.Ends(first, "first"));
        governor.InFlight.ShouldBe(2);
    }

    [Fact]
    public async Task Looks_for_a_better_limit_only_after_enough_answers()
    {
        var governor = new RequestGovernor(new() { Initial = 2, Min = 2 }, _clock);
        var turns = Enumerable.Range(0, 200).Select(_ => governor.EnterAsync(RequestPriority.Live, default).AsTask()).ToList();
        _clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 127; i++)
            governor.Exit(200);
        governor.Limit.ShouldBe(2);
        governor.Exit(200);
        governor.Limit.ShouldBe(3);
        await Eventually.Ends(Task.WhenAll(turns.Take(2 + 128)), "all whose turn it is");
    }

    [Fact]
    public async Task Takes_a_burst_of_refusals_as_one()
    {
        var governor = new RequestGovernor(new() { Initial = 32 }, _clock);
        for (var i = 0; i < 5; i++)
        {
            await governor.EnterAsync(RequestPriority.Live, default);
            governor.Exit(429);
        }

        governor.Limit.ShouldBe(16);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await governor.EnterAsync(RequestPriority.Live, default);
        governor.Exit(429);
        governor.Limit.ShouldBe(8);
    }

    [Fact]
    public async Task Keeps_a_fixed_pace_after_a_burst()
    {
        var pace = new PaceLimit(10, burst: 3, _clock);
        for (var i = 0; i < 3; i++)
            pace.WaitAsync(default).AsTask().IsCompleted.ShouldBeTrue();
        var fourth = pace.WaitAsync(default).AsTask();
        var fifth = pace.WaitAsync(default).AsTask();
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await Eventually.Ends(fourth, "fourth");
        fifth.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await Eventually.Ends(fifth, "fifth");
    }
}
