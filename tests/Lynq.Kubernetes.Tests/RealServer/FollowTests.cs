using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Kubernetes.Faults;
using Lynq.Kubernetes.Tests.Stub;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.RealServer;

[Collection(RealServerCollection.Name)]
public class FollowTests(RealServerFixture server)
{
    private static readonly ApiResource Events = new("", "v1", "Event", "events", Namespaced: true);

    [ControlPlaneFact]
    public async Task Follows_metadata_and_loses_nothing_while_the_watch_is_cut_all_the_time()
    {
        // LYNQ_WATCH_CUT_SECONDS lengthens this to the minute that the acceptance asks for.
        var length = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("LYNQ_WATCH_CUT_SECONDS") ?? "4", CultureInfo.InvariantCulture));
        var objects = length > TimeSpan.FromSeconds(30) ? 10_000 : 100;
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        var seen = new ConcurrentDictionary<string, ConcurrentQueue<long>>(StringComparer.Ordinal);
        using var stop = new CancellationTokenSource();
        var lastCut = TimeProvider.System.GetTimestamp();
        var cuts = 0;
        var client = new InterceptingKubernetesClient(server.Client, new()
        {
            Watch = (change, _) =>
            {
                // Only behind the first event of a watch, however slow the machine is: else no watch would ever get anywhere.
                if (change.Index == 0 || TimeProvider.System.GetElapsedTime(lastCut) < TimeSpan.FromMilliseconds(100))
                    return new(WatchVerdict.Pass);
                lastCut = TimeProvider.System.GetTimestamp();
                Interlocked.Increment(ref cuts);
                return new(WatchVerdict.Break);
            },
        });
        var options = InformerOptions.Metadata(
            Answers.ConfigMaps,
            item => item.Metadata.ResourceVersion,
            (change, _) =>
            {
                seen.GetOrAdd(change.Identity.Name, _ => new()).Enqueue(long.Parse(change.Kept, CultureInfo.InvariantCulture));
                return default;
            }) with
        { Namespace = ns, MinBackoff = TimeSpan.FromMilliseconds(1), MaxBackoff = TimeSpan.FromMilliseconds(20) };
        var informer = new Informer<PartialObjectMetadata, string>(client, options);
        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(stop.Token).WaitAsync(Eventually.DefaultDeadline);

        // On a slow machine it takes longer until a watch is open again.
        var written = await WriteAsync(ns, objects, elapsed => elapsed < length || (Volatile.Read(ref cuts) <= 10 && elapsed < length * 20));
        await Eventually.Passes(() => seen.Sum(item => item.Value.Count).ShouldBe(written.Sum(item => item.Value.Count)), TimeSpan.FromSeconds(60));
        foreach (var (name, versions) in written)
            seen[name].ToList().ShouldBe(versions, $"each version of {name} once and in order");
        cuts.ShouldBeGreaterThan(10);
        await stop.CancelAsync();
        await Eventually.Ends(running, "what runs beside");
    }

    [ControlPlaneFact]
    public async Task Falls_back_to_listing_where_the_server_has_no_streaming_lists()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        await server.Client.CreateAsync(Answers.ConfigMaps, ns, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "a" } });
        using var stop = new CancellationTokenSource();
        var names = new ConcurrentQueue<string>();
        var options = InformerOptions.Full(Answers.ConfigMaps, _ => 0, (change, _) =>
        {
            names.Enqueue(change.Identity.Name);
            return default;
        }) with
        { Namespace = ns };
        var informer = new Informer<JsonElement, int>(server.Client, options);
        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(stop.Token).WaitAsync(Eventually.DefaultDeadline);
        names.ToList().ShouldContain(name => name == "a");
        await stop.CancelAsync();
        await Eventually.Ends(running, "what runs beside");
    }

    [ControlPlaneFact]
    public async Task Lists_through_the_watch_up_to_the_bookmark_that_ends_it_where_the_server_can()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        await server.Client.CreateAsync(Answers.ConfigMaps, ns, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "a" } });
        var lists = 0;
        var ended = false;
        var client = new InterceptingKubernetesClient(server.Client, new()
        {
            Send = (request, next, token) =>
            {
                lists += request.Verb == RequestVerb.List ? 1 : 0;
                return next(request, token);
            },
            Watch = (change, _) =>
            {
                ended |= change.Type == WatchEventType.Bookmark && change.Request.Parameter("sendInitialEvents") == "true";
                return new(WatchVerdict.Pass);
            },
        });
        using var stop = new CancellationTokenSource();
        var informer = new Informer<PartialObjectMetadata, int>(client, InformerOptions.Metadata(Answers.ConfigMaps, _ => 0, (_, _) => default) with { Namespace = ns });
        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(stop.Token).WaitAsync(Eventually.DefaultDeadline);
        informer.TryGet(ns, "a", out _).ShouldBeTrue();
        // Streaming lists are on by themselves since 1.34.
        if (await server.MinorAsync() >= 34)
            ended.ShouldBeTrue();
        lists.ShouldBe(ended ? 0 : 1);
        await stop.CancelAsync();
        await Eventually.Ends(running, "what runs beside");
    }

    [ControlPlaneFact]
    public async Task Publishes_events_and_counts_repetitions()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        using var stop = new CancellationTokenSource();
        var failures = new ConcurrentQueue<string>();
        var recorder = new EventRecorder(new InterceptingKubernetesClient(server.Client, new()
        {
            Send = async (request, next, token) =>
            {
                try
                {
                    await next(request, token);
                }
                catch (Exception e)
                {
                    failures.Enqueue(e.Message);
                    throw;
                }
            },
        }));
        var running = recorder.RunAsync(TimeSpan.FromSeconds(60), stop.Token);
        var subject = new EventSubject(new(new("operator.lynq.sh", "v1", "LynqNode"), ns, "shop-web"), "u1", "5");
        for (var i = 0; i < 3; i++)
            recorder.Record(subject, EventType.Warning, "ApplyFailed", "the quota is used up", "lynqnode-controller");
        await stop.CancelAsync();
        await Eventually.Ends(running, "what runs beside");
        failures.ToList().ShouldBeEmpty();
        var events = (await server.Client.ListPageAsync(Events, new() { Namespace = ns }, Representation.Full)).Items;
        events.Count.ShouldBe(1);
        events[0].GetProperty("count").GetInt32().ShouldBe(3);
        events[0].GetProperty("reportingComponent").GetString().ShouldBe("lynqnode-controller");
        events[0].GetProperty("involvedObject").GetProperty("name").GetString().ShouldBe("shop-web");
    }

    [ControlPlaneFact]
    public async Task Elects_one_leader_and_hands_over_on_shutdown()
    {
        var ns = await server.ControlPlane.CreateNamespaceAsync();
        // Nobody lives to see the end of this lease: who leads next was handed it.
        var options = new LeaderElectionOptions
        {
            Namespace = ns,
            Name = "f2130106.lynq.sh",
            Identity = "one",
            RetryPeriod = TimeSpan.FromMilliseconds(200),
            LeaseDuration = TimeSpan.FromHours(1),
            RenewDeadline = TimeSpan.FromMinutes(30),
        };
        using var stopOne = new CancellationTokenSource();
        using var stopTwo = new CancellationTokenSource();
        var one = new LeaderElector(server.Client, options);
        var two = new LeaderElector(server.Client, options with { Identity = "two" });
        var runningOne = one.RunAsync(token => Task.Delay(Timeout.Infinite, token), stopOne.Token);
        await Eventually.Holds(() => one.IsLeader, "the first leads");
        var runningTwo = two.RunAsync(token => Task.Delay(Timeout.Infinite, token), stopTwo.Token);
        await Eventually.Holds(() => two.Leader == "one", "the second sees the first");
        two.IsLeader.ShouldBeFalse();
        await stopOne.CancelAsync();
        await Eventually.Ends(runningOne, "the first");
        one.IsLeader.ShouldBeFalse();
        await Eventually.Holds(() => two.IsLeader, "the second leads");
        await stopTwo.CancelAsync();
        await Eventually.Ends(runningTwo, "the second");
    }

    private async Task<Dictionary<string, List<long>>> WriteAsync(string ns, int objects, Func<TimeSpan, bool> goesOn)
    {
        var written = new ConcurrentDictionary<string, List<long>>(StringComparer.Ordinal);
        var started = TimeProvider.System.GetTimestamp();
        bool Goes(int round) => round == 0 || goesOn(TimeProvider.System.GetElapsedTime(started));
        await Parallel.ForAsync(0, 4, async (worker, token) =>
        {
            for (var round = 0; Goes(round); round++)
            {
                for (var i = worker; i < objects && Goes(round); i += 4)
                {
                    var address = Answers.ConfigMaps.Named(ns, "o" + i.ToString(CultureInfo.InvariantCulture));
                    var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = address.Name }, ["data"] = new JsonObject { ["round"] = round.ToString(CultureInfo.InvariantCulture) } };
                    var applied = await server.Client.ApplyAsync(address, body, Representation.Metadata, null, null, token);
                    written.GetOrAdd(address.Name, _ => []).Add(long.Parse(applied.Metadata.ResourceVersion, CultureInfo.InvariantCulture));
                }
            }
        });
        return new(written, StringComparer.Ordinal);
    }
}
