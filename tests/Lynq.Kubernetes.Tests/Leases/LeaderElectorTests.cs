using System.Globalization;
using System.Text.Json;
using Lynq.Kubernetes.Faults;
using Lynq.Kubernetes.Tests.Stub;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Leases;

public class LeaderElectorTests
{
    private static readonly LeaderElectionOptions Options = new() { Namespace = "lynq-system", Name = "f2130106.lynq.sh", Identity = "one" };
    private static readonly TimeSpan LongestPause = Options.RetryPeriod * 1.2;
    private readonly FakeCluster _cluster = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Leads_by_a_lease_and_renews_it_with_one_request()
    {
        await using var one = new Candidate(_cluster, Options, _clock);
        await one.LeadsAsync();
        var spec = _cluster.Find(Options.Name)!["spec"]!;
        spec["holderIdentity"]!.ToString().ShouldBe("one");
        spec["leaseDurationSeconds"]!.GetValue<int>().ShouldBe(15);
        spec["renewTime"]!.ToString().ShouldBe("2026-01-01T00:00:00.000000Z");
        var before = _cluster.Requests.Count;
        await AdvanceUntilAsync(() => _cluster.Find(Options.Name)!["spec"]!["renewTime"]!.ToString() != "2026-01-01T00:00:00.000000Z");
        _cluster.Requests.Skip(before).Select(request => request.Verb).ShouldBe([RequestVerb.Update]);
        one.Elector.IsLeaderUntil.ShouldNotBeNull();
    }

    [Fact]
    public async Task Waits_until_the_leader_was_silent_for_the_whole_lease_whatever_clocks_say()
    {
        // Written by somebody whose clock is years behind: only how long we saw no change counts.
        await using var one = new Candidate(_cluster, Options, new FakeTimeProvider(new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        await one.LeadsAsync();
        await using var two = new Candidate(_cluster, Options with { Identity = "two" }, _clock);
        await Eventually.Holds(() => two.Elector.Leader == "one", "the second sees the first");
        for (var passed = 0; passed < 14; passed++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            two.Terms.ShouldBe(0);
        }

        await AdvanceUntilAsync(() => two.Terms == 1);
        _cluster.Find(Options.Name)!["spec"]!["leaseTransitions"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Counts_the_silence_that_its_caller_has_seen_before_the_election()
    {
        await using (var one = new Candidate(_cluster, Options with { ReleaseOnShutdown = false }, _clock))
            await one.LeadsAsync();
        await using var two = new Candidate(_cluster, Options with { Identity = "two" }, _clock, before: elector =>
        {
            elector.Note(Read());
            _clock.Advance(TimeSpan.FromSeconds(10));
            elector.Note(Read());
            _clock.Advance(TimeSpan.FromSeconds(5));
        });

        await Eventually.Holds(() => two.Terms == 1, "it leads without any more waiting");

        JsonElement Read() => JsonSerializer.SerializeToElement(_cluster.Find(Options.Name));
    }

    [Fact]
    public async Task Stops_its_work_before_another_may_start_when_it_cannot_renew()
    {
        var reachable = true;
        var client = new InterceptingKubernetesClient(_cluster, new()
        {
            Send = (request, next, token) => Volatile.Read(ref reachable)
                ? next(request, token)
                : Task.Delay(Timeout.Infinite, token),
        });
        await using var one = new Candidate(client, Options, _clock);
        await one.LeadsAsync();
        Volatile.Write(ref reachable, false);
        var lost = _clock.GetUtcNow();
        // The clock goes no further: whenever the work is told, it is by then.
        await Eventually.Holds(
            () =>
            {
                if (_clock.GetUtcNow() - lost < Options.RenewDeadline)
                    _clock.Advance(TimeSpan.FromMilliseconds(250));
                return one.HasStopped;
            },
            "its work has ended");
        await Eventually.Holds(() => !one.Elector.IsLeader, "it leads no more");
        one.Elector.IsLeaderUntil.ShouldBeNull();
    }

    [Fact]
    public async Task Releases_the_lease_on_shutdown_so_that_another_need_not_wait()
    {
        var one = new Candidate(_cluster, Options, _clock);
        await one.LeadsAsync();
        await one.DisposeAsync();
        _cluster.Find(Options.Name)!["spec"]!["holderIdentity"]!.ToString().ShouldBe("");
        await using var two = new Candidate(_cluster, Options with { Identity = "two" }, _clock);
        await two.LeadsAsync();
    }

    [Fact]
    public async Task Has_one_leader_at_a_time_among_three()
    {
        var leading = 0;
        var most = 0;
        var candidates = Enumerable.Range(0, 3).Select(i => new Candidate(_cluster, Options with { Identity = "c" + i.ToString(CultureInfo.InvariantCulture) }, _clock, async token =>
        {
            most = Math.Max(most, Interlocked.Increment(ref leading));
            await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => { }, TaskScheduler.Default);
            Interlocked.Decrement(ref leading);
        })).ToList();
        for (var left = candidates.Count; left > 0; left--)
        {
            await AdvanceUntilAsync(() => candidates.Any(candidate => candidate.Elector.IsLeader));
            var leader = candidates.Single(candidate => candidate.Elector.IsLeader);
            candidates.Remove(leader);
            await leader.DisposeAsync();
        }

        most.ShouldBe(1);
    }

    [Fact]
    public async Task Ends_and_throws_what_the_work_throws()
    {
        var elector = new LeaderElector(_cluster, Options, _clock);
        await Should.ThrowAsync<InvalidOperationException>(Eventually.Ends(elector.RunAsync(_ => throw new InvalidOperationException("broken"), CancellationToken.None), "taking part"));
        _cluster.Find(Options.Name)!["spec"]!["holderIdentity"]!.ToString().ShouldBe("");
    }

    [Fact]
    public void Refuses_times_that_would_let_two_lead() =>
        Should.Throw<ArgumentException>(() => new LeaderElector(_cluster, Options with { RenewDeadline = TimeSpan.FromSeconds(15) }));

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.Holds(
        () =>
        {
            if (condition())
                return true;
            // Who is at work has no pause under way: the clock waits for it, else a lease would run out that is being renewed.
            if (_clock.NextDue - _clock.GetUtcNow() <= LongestPause)
                _clock.Advance(TimeSpan.FromMilliseconds(250));
            return condition();
        },
        "the condition holds as time passes");

    private sealed class Candidate : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;
        private int _terms;

        public Candidate(IKubernetesClient client, LeaderElectionOptions options, TimeProvider clock, Func<CancellationToken, Task>? work = null, Action<LeaderElector>? before = null)
        {
            Elector = new(client, options, clock);
            before?.Invoke(Elector);
            _running = Elector.RunAsync(
                work ?? (async token =>
                {
                    Interlocked.Increment(ref _terms);
                    await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => { }, TaskScheduler.Default);
                    HasStopped = true;
                }),
                _stop.Token);
        }

        public LeaderElector Elector { get; }

        public int Terms => Volatile.Read(ref _terms);

        public bool HasStopped { get; private set; }

        public Task LeadsAsync() => Eventually.Holds(() => Terms > 0 && Elector.IsLeader, "it leads");

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Eventually.Ends(_running, "taking part");
            _stop.Dispose();
        }
    }
}
