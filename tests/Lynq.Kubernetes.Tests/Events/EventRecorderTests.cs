using Lynq.Kubernetes.Faults;
using Lynq.Kubernetes.Tests.Stub;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Events;

public class EventRecorderTests
{
    private readonly FakeCluster _cluster = new();
    private readonly FakeTimeProvider _clock = new();
    private int _looks;

    [Fact]
    public async Task Writes_the_event_beside_its_object_and_those_of_the_cluster_into_default()
    {
        await PublishAsync(_cluster, recorder =>
        {
            recorder.Record(Subject("shop", "web"), EventType.Warning, "ApplyFailed", "no quota", "lynqnode-controller");
            recorder.Record(Subject("", "prod"), EventType.Normal, "OrphanMarkersAdded", "kept", "lynq-operator");
        });
        var bodies = _cluster.Requests.Select(request => request.Body!.ToElement()).ToList();
        bodies.Select(body => body.GetProperty("metadata").GetProperty("namespace").GetString()).ShouldBe(["shop", "default"]);
        bodies[0].GetProperty("type").GetString().ShouldBe("Warning");
        bodies[0].GetProperty("source").GetProperty("component").GetString().ShouldBe("lynqnode-controller");
        bodies[0].GetProperty("metadata").GetProperty("name").GetString()!.ShouldStartWith("web.");
        bodies[0].GetProperty("firstTimestamp").GetString().ShouldBe("2026-01-01T00:00:00Z");
        bodies[1].GetProperty("involvedObject").TryGetProperty("namespace", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Starts_a_new_event_when_the_server_has_forgotten_the_old_one()
    {
        var creates = 0;
        var client = new InterceptingKubernetesClient(_cluster, new()
        {
            Send = (request, next, token) =>
            {
                creates += request.Verb == RequestVerb.Create ? 1 : 0;
                return request.Verb == RequestVerb.Patch
                    ? throw new KubernetesException(request, new() { Code = 404, Reason = StatusReasons.NotFound })
                    : next(request, token);
            },
        });
        await PublishAsync(client, recorder =>
        {
            recorder.Record(Subject("shop", "web"), EventType.Normal, "R", "m", "c");
            _clock.Advance(TimeSpan.FromHours(2));
            recorder.Record(Subject("shop", "web"), EventType.Normal, "R", "m", "c");
        });
        creates.ShouldBe(2);
        _cluster.Requests[^1].Body!.ToElement().GetProperty("count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Never_holds_up_its_caller_and_drops_what_does_not_fit()
    {
        var recorder = new EventRecorder(_cluster, new() { QueueCapacity = 10 }, _clock);
        for (var i = 0; i < 1000; i++)
            recorder.Record(Subject("shop", "web" + i), EventType.Normal, "R", "m", "c");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await recorder.RunAsync(TimeSpan.FromSeconds(30), stop.Token);
        _cluster.Requests.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Goes_on_after_a_refusal()
    {
        var client = new InterceptingKubernetesClient(_cluster, new()
        {
            Send = (request, next, token) => request.Body!.ToElement().GetProperty("reason").GetString() == "Bad"
                ? throw new KubernetesException(request, new() { Code = 403, Reason = StatusReasons.Forbidden })
                : next(request, token),
        });
        await PublishAsync(client, recorder =>
        {
            recorder.Record(Subject("shop", "web"), EventType.Normal, "Bad", "m", "c");
            recorder.Record(Subject("shop", "web"), EventType.Normal, "Good", "m", "c");
        });
        _cluster.Requests.Single().Body!.ToElement().GetProperty("reason").GetString().ShouldBe("Good");
    }

    [Fact]
    public async Task Waits_for_the_end_of_a_burst()
    {
        var busy = true;
        await HoldingAsync(() => Volatile.Read(ref busy), async recorder =>
        {
            recorder.Record(Subject("shop", "web"), EventType.Normal, "R", "m", "c");
            await HeldAsync();
            Volatile.Write(ref busy, false);
            await AfterAsync(TimeSpan.FromMilliseconds(250));
        });
    }

    [Fact]
    public async Task Waits_no_longer_than_the_longest_hold() =>
        await HoldingAsync(() => true, async recorder =>
        {
            recorder.Record(Subject("shop", "web"), EventType.Normal, "R", "m", "c");
            await HeldAsync();
            await AfterAsync(TimeSpan.FromSeconds(31));
        });

    [Fact]
    public async Task Holds_back_less_than_half_of_what_it_has_room_for() =>
        await HoldingAsync(
            () => true,
            async recorder =>
            {
                recorder.Record(Subject("shop", "web1"), EventType.Normal, "First", "m", "c");
                await HeldAsync();
                recorder.Record(Subject("shop", "web2"), EventType.Normal, "Second", "m", "c");
                await AfterAsync(TimeSpan.FromMilliseconds(250));
                _cluster.Requests.Single().Body!.ToElement().GetProperty("reason").GetString().ShouldBe("First");
            },
            new() { QueueCapacity = 4, MaxHold = TimeSpan.FromDays(1) });

    [Fact]
    public async Task Holds_no_warning_back_and_keeps_the_order() =>
        await HoldingAsync(() => true, async recorder =>
        {
            recorder.Record(Subject("shop", "web"), EventType.Normal, "First", "m", "c");
            await HeldAsync();
            recorder.Record(Subject("shop", "web"), EventType.Warning, "Second", "m", "c");
            await AfterAsync(TimeSpan.FromMilliseconds(250), 2);
            _cluster.Requests.Select(request => request.Body!.ToElement().GetProperty("reason").GetString()).ShouldBe(["First", "Second"]);
        });

    [Fact]
    public async Task Publishes_what_it_held_when_it_is_stopped()
    {
        await HoldingAsync(() => true, async recorder =>
        {
            for (var i = 0; i < 20; i++)
                recorder.Record(Subject("shop", "web" + i), EventType.Normal, "R", "m", "c");
            await HeldAsync();
        });
        _cluster.Requests.Count.ShouldBe(20);
    }

    private async Task HoldingAsync(Func<bool> busy, Func<EventRecorder, Task> test, EventRecorderOptions? options = null)
    {
        var recorder = new EventRecorder(_cluster, (options ?? new()) with { IsBusy = () => { Interlocked.Increment(ref _looks); return busy(); } }, _clock);
        using var stop = new CancellationTokenSource();
        var running = recorder.RunAsync(TimeSpan.FromSeconds(30), stop.Token);
        await test(recorder);
        await stop.CancelAsync();
        // The clock stands still: the time for what is left must not run out.
        await Eventually.Ends(running, "what is left is published");
    }

    private async Task HeldAsync()
    {
        await Eventually.Holds(() => Volatile.Read(ref _looks) > 0, "it asks whether there is more important work");
        _cluster.Requests.ShouldBeEmpty();
    }

    // The recorder may not have set its timer yet when the clock moves: it is moved until it has.
    private Task AfterAsync(TimeSpan time, int events = 1) => Eventually.Holds(
        () =>
        {
            if (_cluster.Requests.Count < events) _clock.Advance(time);
            return _cluster.Requests.Count >= events;
        },
        "the event is published");

    private async Task PublishAsync(IKubernetesClient client, Action<EventRecorder> record)
    {
        var recorder = new EventRecorder(client, null, _clock);
        record(recorder);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await recorder.RunAsync(TimeSpan.FromSeconds(30), stop.Token);
    }

    private static EventSubject Subject(string ns, string name) => new(new(new("operator.lynq.sh", "v1", "LynqNode"), ns, name), "u1", "5");
}
