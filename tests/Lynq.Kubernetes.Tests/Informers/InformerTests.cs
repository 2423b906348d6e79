using System.Collections.Concurrent;
using System.Text.Json;
using Lynq.Kubernetes.Faults;
using Lynq.Kubernetes.Tests.Stub;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Informers;

public sealed class InformerTests : IAsyncDisposable
{
    private readonly FakeCluster _cluster = new();
    private readonly ConcurrentQueue<InformerChange<JsonElement, string>> _seen = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    [Fact]
    public async Task Hands_over_what_exists_and_then_what_changes()
    {
        _cluster.Put("a", "1");
        var informer = await StartAsync(_cluster);
        _cluster.Put("a", "2");
        _cluster.Put("b", "1");
        _cluster.Remove("a");
        await SeesAsync("Added a 1", "Modified a 2", "Added b 1", "Deleted a 2");
        informer.Count.ShouldBe(1);
        _seen.First().Initial.ShouldBeTrue();
        _seen.Last().Initial.ShouldBeFalse();
    }

    [Fact]
    public async Task Keeps_what_it_is_asked_to_keep_and_gives_it_back_with_the_next_change()
    {
        _cluster.Put("a", "1");
        var informer = await StartAsync(_cluster);
        informer.TryGet("shop", "a", out var kept).ShouldBeTrue();
        kept.ShouldBe("1");
        _cluster.Put("a", "2");
        await SeesAsync("Added a 1", "Modified a 2");
        _seen.Last().Before.ShouldBe("1");
        informer.TryGet("shop", "z", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Resumes_a_broken_watch_without_listing_again()
    {
        await StartAsync(_cluster);
        _cluster.Put("a", "1");
        await SeesAsync("Added a 1");
        _cluster.CutWatches();
        _cluster.Put("a", "2");
        await SeesAsync("Added a 1", "Modified a 2");
        Lists().ShouldBe(1);
    }

    [Fact]
    public async Task Lists_again_when_its_version_is_gone_and_reports_what_was_deleted_meanwhile()
    {
        _cluster.Put("a", "1");
        _cluster.Put("b", "1");
        _cluster.Put("c", "1");
        var gate = new TaskCompletionSource();
        var held = false;
        var client = new InterceptingKubernetesClient(_cluster, new()
        {
            Send = async (request, next, token) =>
            {
                if (request.Verb == RequestVerb.Watch && Volatile.Read(ref held))
                    await gate.Task.WaitAsync(token);
                await next(request, token);
            },
        });
        await StartAsync(client);
        await Eventually.Holds(() => Watches() == 1, "the watch is open");
        Volatile.Write(ref held, true);
        _cluster.CutWatches();
        _cluster.Remove("a");
        _cluster.Put("b", "2");
        _cluster.Compact();
        gate.SetResult();
        await Eventually.Holds(() => _seen.Count >= 5, "deletion and change are seen");
        Seen().Skip(3).Order(StringComparer.Ordinal).ShouldBe(["Deleted a 1", "Modified b 2"]);
        _seen.Single(change => change.Type == WatchEventType.Deleted).Object.ValueKind.ShouldBe(JsonValueKind.Undefined);
        Lists().ShouldBe(2);
    }

    // A server or a cache before it that keeps an event to itself is not found out by resuming.
    [Theory]
    [InlineData(0, true)]
    [InlineData(3600, false)]
    public async Task Lists_again_when_that_is_due_and_finds_what_no_event_told(int seconds, bool finds)
    {
        var client = new InterceptingKubernetesClient(_cluster, new()
        {
            Watch = (change, _) => new(change.Type == WatchEventType.Modified ? WatchVerdict.Drop : WatchVerdict.Pass),
        });
        _cluster.Put("a", "1");
        await StartAsync(client, relist: TimeSpan.FromSeconds(seconds));
        await Eventually.Holds(() => Watches() == 1, "it follows");
        _cluster.Put("a", "2");
        _cluster.Put("b", "1");
        _cluster.CutWatches();
        _cluster.Put("c", "1");
        await Eventually.Holds(() => Seen().Contains("Added c 1"), "it goes on");
        Seen().Contains("Modified a 2").ShouldBe(finds);
        (Lists() > 1).ShouldBe(finds);
        Seen().Count(seen => seen.StartsWith("Added", StringComparison.Ordinal)).ShouldBe(3);
    }

    // Only a server without streaming lists has to be asked for them; SandboxTests shows the others.
    [Fact]
    public async Task Lists_again_once_in_each_interval_at_the_most_however_often_its_watch_ends()
    {
        var clock = new FakeTimeProvider();
        await StartAsync(_cluster, relist: TimeSpan.FromMinutes(10), clock: clock);
        for (var ends = 1; ends <= 15; ends++)
        {
            await FollowsAsync(ends);
            clock.Advance(TimeSpan.FromMinutes(4));
            _cluster.CutWatches();
        }

        await FollowsAsync(16);
        Lists().ShouldBe(1 + 5, "at the start, and at the first end after ten minutes, which is the third each time");

        Task FollowsAsync(int times) => Eventually.Holds(() => Task.FromResult(Watches() == times), clock, TimeSpan.FromMilliseconds(5), "it follows again");
    }

    // What came and went while the watch was away shows in no event: whoever made it learns of it by the list.
    [Fact]
    public async Task Tells_of_each_list_after_what_it_showed_and_what_it_showed_no_more()
    {
        _cluster.Put("a", "1");
        var gate = new TaskCompletionSource();
        var held = false;
        var lists = new ConcurrentQueue<(string Version, int Seen)>();
        var client = new InterceptingKubernetesClient(_cluster, new()
        {
            Send = async (request, next, token) =>
            {
                if (request.Verb == RequestVerb.Watch && Volatile.Read(ref held))
                    await gate.Task.WaitAsync(token);
                await next(request, token);
            },
        });
        await StartAsync(client, listed: version => lists.Enqueue((version, _seen.Count)));
        await Eventually.Holds(() => Watches() == 1, "the watch is open");
        Volatile.Write(ref held, true);
        _cluster.CutWatches();
        _cluster.Remove("a");
        _cluster.Put("b", "1");
        _cluster.Remove("b");
        _cluster.Compact();
        gate.SetResult();
        await Eventually.Holds(() => lists.Count == 2, "the later list is told");
        lists.Select(list => list.Seen).ShouldBe([1, 2]);
        lists.Last().Version.ShouldNotBe(lists.First().Version);
    }

    [Fact]
    public async Task Does_not_take_a_list_of_the_past_for_deletions()
    {
        await StartAsync(_cluster);
        await Eventually.Holds(() => Watches() == 1, "the watch is open");
        _cluster.StayBehind(lists: 2);
        _cluster.Put("a", "1");
        await SeesAsync("Added a 1");
        _cluster.Compact();
        _cluster.CutWatches();
        _cluster.Put("b", "1");
        await SeesAsync("Added a 1", "Added b 1");
        Lists().ShouldBe(4);
    }

    [Fact]
    public async Task Believes_a_server_that_goes_on_answering_from_the_past()
    {
        await StartAsync(_cluster);
        await Eventually.Holds(() => Watches() == 1, "the watch is open");
        _cluster.StayBehind(lists: 100);
        _cluster.Put("a", "1");
        await SeesAsync("Added a 1");
        _cluster.Compact();
        _cluster.CutWatches();
        await SeesAsync("Added a 1", "Deleted a 1");
    }

    [Fact]
    public async Task Reports_a_successor_of_the_same_name_as_deletion_and_addition()
    {
        _cluster.Put("a", "1", "first");
        var client = new InterceptingKubernetesClient(_cluster, new()
        {
            Watch = (change, _) => new(change.Type == WatchEventType.Deleted ? WatchVerdict.Drop : WatchVerdict.Pass),
        });
        await StartAsync(client);
        _cluster.Remove("a");
        _cluster.Put("a", "2", "second");
        await SeesAsync("Added a 1", "Deleted a 1", "Added a 2");
        _seen.Select(change => change.Identity.Uid).ShouldBe(["first", "first", "second"]);
    }

    [Fact]
    public async Task Hands_a_change_over_again_when_the_handler_fails()
    {
        var failures = 2;
        await StartAsync(_cluster, change =>
        {
            if (change.Identity.Name == "a" && Interlocked.Decrement(ref failures) >= 0)
                throw new InvalidOperationException("not yet");
        });
        _cluster.Put("a", "1");
        _cluster.Put("b", "1");
        await SeesAsync("Added a 1", "Added b 1");
        failures.ShouldBeLessThan(0);
    }

    [Fact]
    public async Task Does_not_hand_over_what_a_repeated_event_repeats()
    {
        var client = new InterceptingKubernetesClient(_cluster, new() { Watch = (_, _) => new(WatchVerdict.Repeat) });
        await StartAsync(client);
        _cluster.Put("a", "1");
        _cluster.Put("b", "1");
        await SeesAsync("Added a 1", "Added b 1");
    }

    [Fact]
    public async Task Goes_on_when_every_kind_of_failure_comes_at_the_start()
    {
        _cluster.Put("a", "1");
        var codes = new Queue<int>([410, 410, 500, 429, 403, 404, 0]);
        var client = new InterceptingKubernetesClient(_cluster, new()
        {
            Send = (request, next, token) => request.Verb == RequestVerb.List && codes.TryDequeue(out var code)
                ? throw new KubernetesException(request, new() { Code = code, Reason = "Failed" })
                : next(request, token),
        });
        var informer = await StartAsync(client);
        informer.HasSynced.ShouldBeTrue();
        codes.ShouldBeEmpty();
        await SeesAsync("Added a 1");
    }

    [Fact]
    public async Task Loses_and_reorders_nothing_while_its_watch_is_cut_again_and_again()
    {
        const int objects = 500;
        const int rounds = 6;
        var last = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var disorder = 0;
        await StartAsync(_cluster, change =>
        {
            var now = int.Parse(change.Kept, System.Globalization.CultureInfo.InvariantCulture);
            if (last.TryGetValue(change.Identity.Name, out var before) && before >= now)
                Interlocked.Increment(ref disorder);
            last[change.Identity.Name] = now;
        });
        for (var round = 1; round <= rounds; round++)
        {
            for (var i = 0; i < objects; i++)
            {
                _cluster.Put("o" + i, round.ToString(System.Globalization.CultureInfo.InvariantCulture));
                if (i % 50 == 0)
                    _cluster.CutWatches();
            }
        }

        await Eventually.Holds(() => last.Count == objects && last.Values.All(value => value == rounds), "every object's last change is seen");
        disorder.ShouldBe(0);
        await Eventually.Holds(() => _seen.Count >= objects * rounds, "every change is kept");
        _seen.Count.ShouldBe(objects * rounds, "a resumed watch repeats nothing and skips nothing");
        Lists().ShouldBe(1);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Eventually.Ends(_running, "the informer");
        _stop.Dispose();
    }

    private async Task<Informer<JsonElement, string>> StartAsync(IKubernetesClient client, Action<InformerChange<JsonElement, string>>? also = null, Action<string>? listed = null, TimeSpan? relist = null, TimeProvider? clock = null)
    {
        var options = InformerOptions.Full(
            Answers.ConfigMaps,
            item => item.GetProperty("data").GetString()!,
            (change, _) =>
            {
                also?.Invoke(change);
                _seen.Enqueue(change);
                return default;
            }) with
        {
            MinBackoff = TimeSpan.FromMilliseconds(5),
            MaxBackoff = TimeSpan.FromMilliseconds(50),
            RelistInterval = relist,
            Listed = (version, _) =>
            {
                listed?.Invoke(version);
                return default;
            },
        };
        var informer = new Informer<JsonElement, string>(client, options, clock);
        _running = informer.RunAsync(_stop.Token);
        await informer.WaitForSyncAsync(_stop.Token).WaitAsync(TimeSpan.FromSeconds(60));
        return informer;
    }

    private Task SeesAsync(params string[] changes) => Eventually.Passes(() => Seen().ShouldBe(changes));

    private List<string> Seen() => [.. _seen.Select(change => $"{change.Type} {change.Identity.Name} {change.Kept}")];

    private int Lists() => _cluster.Requests.Count(request => request.Verb == RequestVerb.List);

    private int Watches() => _cluster.Requests.Count(request => request.Verb == RequestVerb.Watch && request.Parameter("resourceVersion") is not null);
}
