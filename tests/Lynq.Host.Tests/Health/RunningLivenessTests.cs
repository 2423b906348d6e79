using Lynq.Host.Health;
using Lynq.Host.Operating;
using Lynq.Host.Settings;
using Lynq.Host.Tests.Operating;
using Lynq.Sandbox.Faults;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Tests.Health;

/// <summary>The whole operator, but for its clock, when one of its watch loops dies.</summary>
public sealed class RunningLivenessTests
{
    private const string Forms = "lynqforms.operator.lynq.sh";
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SyncInterval = TimeSpan.FromSeconds(1);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly int _port = LoopbackPorts.Free(1)[0];

    [Fact]
    public async Task A_watch_loop_that_gets_no_answer_any_more_turns_liveness_red_while_all_else_goes_on()
    {
        await using var cluster = await SmallCluster.StartAsync();
        await cluster.CreateHubAsync("acme");
        await cluster.CreateFormAsync();
        var shortLives = cluster.Sandbox.Faults.Add(new FaultRule { Fault = new Fault.Cut(TimeSpan.FromSeconds(1)), Resource = Forms, Verb = "watch" });
        using var stop = new CancellationTokenSource();
        await using var process = new OperatorProcess(Settings(cluster.Kubeconfig), Edition.Embedded, NullLoggerFactory.Instance, _time);
        var running = process.RunAsync(stop.Token);
        await cluster.ReadyAsync("acme-shop", _time);
        (await LiveAsync()).Status.ShouldBe(200);

        var (struck, since) = (cluster.Sandbox.Faults.Struck, _time.GetUtcNow());
        using (cluster.Sandbox.Faults.Add(new FaultRule { Fault = new Fault.Drop(), Resource = Forms }))
        {
            // The watch that is open breaks soon, and reaches nothing when it is opened again.
            shortLives.Dispose();
            await Eventually.Holds(
                () =>
                {
                    _time.Advance(TimeSpan.FromMilliseconds(200));
                    return cluster.Sandbox.Faults.Struck > struck + 2;
                },
                "the loop tries in vain");
            var (status, body) = await LiveAsync();
            // On a busy machine the clock may have run ahead of the last answers, and with it the time from which the loop is judged.
            for (; status == 200 && _time.GetUtcNow() - since < 2 * WatchWatchdog.Patience; (status, body) = await LiveAsync())
                await PassAsync(cluster, Step);
            status.ShouldBe(503);
            (_time.GetUtcNow() - since).ShouldBeGreaterThan(WatchWatchdog.Patience - (4 * Step), "it has been patient");
            body.ShouldMatch($@"\[-\]watches failed: the watch loop of {Forms} has reached nothing for 1\d minutes while the server answers others");
            body.ShouldContain("[+]actors ok");
        }

        await Eventually.Holds(
            async () =>
            {
                _time.Advance(Step);
                return (await LiveAsync()).Status == 200;
            },
            "it is well again once its watch is answered");
        await stop.CancelAsync();
        // What is in hand then may wait for the clock: the next try of a write that failed, the time that is left to all of it.
        await Eventually.Ends(running, _time, "it ends when it is told to", Step);
    }

    // A row's change arrives: that is how one sees that the process has worked up to the clock, and that the server answers it.
    private async Task PassAsync(SmallCluster cluster, TimeSpan time)
    {
        var plan = $"plan-at-{_time.GetUtcNow().Ticks}";
        await cluster.ExecuteAsync($"update tenants set plan = '{plan}' where id = 'acme'");
        _time.Advance(time);
        var looks = 0;
        await Eventually.Holds(
            async () =>
            {
                // When the clock was moved before the next sync was planned, it has to be moved once more.
                if (++looks % 40 == 0)
                    _time.Advance(2 * SyncInterval);
                return await PlanAsync(cluster) == plan;
            },
            "the row's change arrives");
    }

    private static async Task<string?> PlanAsync(SmallCluster cluster) =>
        await cluster.GetAsync("v1", "ConfigMap", "default", "acme-shop") is { } live ? live.GetProperty("data").GetProperty("plan").GetString() : null;

    private async Task<(int Status, string Body)> LiveAsync()
    {
        using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{_port}/healthz"));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private OperatorSettings Settings(string kubeconfig) => SettingsReader.Read(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kubeconfig"] = kubeconfig,
            ["health-probe-bind-address"] = $"127.0.0.1:{_port}",
            ["enable-webhooks"] = "false",
            ["leader-elect"] = "false",
        },
        _ => null,
        Edition.Embedded.Flags);
}
