using System.Runtime.CompilerServices;
using Lynq.Actors.Watching;
using Lynq.Host.Health;
using Lynq.Kubernetes;
using Lynq.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Tests.Health;

public sealed class WatchWatchdogTests
{
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(20);
    private static readonly ApiResource Nodes = new("operator.lynq.sh", "v1", "LynqNode", "lynqnodes", Namespaced: true);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task A_loop_that_reaches_nothing_while_the_server_answers_turns_liveness_red()
    {
        var loops = new WatchLoops(new ClientInformers(new DeadConnection(), _time, NullLoggerFactory.Instance));
        var watchdog = new WatchWatchdog(_time);
        var endpoint = new HealthEndpoint([new("watches", () => watchdog.Problem(loops.Running, _time.GetUtcNow()))], [], _ => Task.CompletedTask);
        using var stop = new CancellationTokenSource();
        var running = loops.Create(InformerOptions.Metadata(Nodes, _ => 0, (_, _) => default)).RunAsync(stop.Token);

        (await LiveAsync(endpoint, WatchWatchdog.Patience - Probe)).ShouldBe(200);
        (await LiveAsync(endpoint, 3 * Probe)).ShouldBe(503);
        loops.Running.Single().LastContact.ShouldBe(DateTimeOffset.UnixEpoch, "trying in vain is no contact");

        await stop.CancelAsync();
        await Eventually.Ends(running, _time, "the loop ends");
        loops.Running.ShouldBeEmpty("who was told to stop is missed by nobody");
        (await LiveAsync(endpoint, Probe)).ShouldBe(200);
    }

    [Fact]
    public void Stays_green_while_the_server_is_away_and_gives_the_loops_time_when_it_is_back()
    {
        var watchdog = new WatchWatchdog(_time);
        var loop = new Loop { LastContact = _time.GetUtcNow(), LastProgress = _time.GetUtcNow() };
        Probed(watchdog, loop, TimeSpan.FromHours(2), tries: true, answers: false).ShouldBeNull();
        Probed(watchdog, loop, WatchWatchdog.Patience - Probe, tries: true, answers: true).ShouldBeNull();
        Probed(watchdog, loop, 3 * Probe, tries: true, answers: true).ShouldBe("the watch loop of lynqnodes.operator.lynq.sh has reached nothing for 10 minutes while the server answers others");
        loop.LastContact = _time.GetUtcNow();
        Probed(watchdog, loop, Probe, tries: true, answers: true).ShouldBeNull();
    }

    [Fact]
    public void A_loop_that_does_not_even_try_is_dead_also_while_the_server_is_away()
    {
        var watchdog = new WatchWatchdog(_time);
        var loop = new Loop { LastContact = _time.GetUtcNow(), LastProgress = _time.GetUtcNow() };
        Probed(watchdog, loop, WatchWatchdog.Patience, tries: false, answers: false).ShouldBeNull();
        Probed(watchdog, loop, Probe, tries: false, answers: false).ShouldBe("the watch loop of lynqnodes.operator.lynq.sh has made no progress for 10 minutes");
    }

    [Fact]
    public async Task A_loop_that_ended_by_itself_is_missed()
    {
        var loops = new WatchLoops(new Ending());
        await loops.Create(InformerOptions.Metadata(Nodes, _ => 0, (_, _) => default)).RunAsync(CancellationToken.None);
        loops.Running.Count.ShouldBe(1);
    }

    private async Task<int> LiveAsync(HealthEndpoint endpoint, TimeSpan time)
    {
        var status = 0;
        for (var passed = TimeSpan.Zero; passed < time; passed += Probe)
        {
            _time.Advance(Probe);
            var context = new DefaultHttpContext { Request = { Path = "/healthz", Method = "GET" } };
            await endpoint.HandleAsync(context);
            status = context.Response.StatusCode;
        }

        return status;
    }

    private string? Probed(WatchWatchdog watchdog, Loop loop, TimeSpan time, bool tries, bool answers)
    {
        string? problem = null;
        for (var passed = TimeSpan.Zero; passed < time; passed += Probe)
        {
            _time.Advance(Probe);
            if (tries)
                loop.LastProgress = _time.GetUtcNow();
            problem = watchdog.Problem([loop], answers ? _time.GetUtcNow() : DateTimeOffset.UnixEpoch);
        }

        return problem;
    }

    private sealed class Loop : IInformer
    {
        public ApiResource Resource => Nodes;

        public bool HasSynced => true;

        public DateTimeOffset LastProgress { get; set; }

        public DateTimeOffset LastContact { get; set; }

        public string? Version => "1";

        public int Count => 0;

        public Task RunAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WaitForSyncAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Ending : IInformers
    {
        public IInformer Create<T, TKept>(InformerOptions<T, TKept> options) => new Loop();
    }

    /// <summary>Nothing comes through.</summary>
    private sealed class DeadConnection : IKubernetesClient
    {
        public Task<T> SendAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken) => throw Failure(request);

        public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(KubernetesRequest request, Representation<T> representation, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            if (!cancellationToken.IsCancellationRequested)
                throw Failure(request);
            yield break;
        }

        private static KubernetesException Failure(KubernetesRequest request) => new(request, new() { Reason = StatusReasons.ConnectionFailed });
    }
}
