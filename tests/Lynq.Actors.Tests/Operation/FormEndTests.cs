using System.Collections.Concurrent;
using Lynq.Actors.Embedded;
using Lynq.Actors.Hub;
using Lynq.Actors.Node;
using Lynq.Actors.Operation;
using Lynq.Actors.Port;
using Lynq.Actors.Watching;
using Lynq.Crds;
using Lynq.Kubernetes;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;
using static Lynq.Actors.Tests.Node.Acting.FormSpecs;

namespace Lynq.Actors.Tests.Operation;

/// <summary>The end of a form takes all of its nodes and no guard stands before that, so the server itself is asked for it.</summary>
public sealed class FormEndTests
{
    [Fact]
    public async Task Its_nodes_go_when_the_server_does_not_have_it_and_not_when_it_only_was_not_seen()
    {
        var engine = new EmbeddedActorSystem(TimeProvider.System, NullLogger<EmbeddedActorSystem>.Instance, MessageCatalog.Operator);
        await using var bench = await OperatorBench.StartAsync(engine: engine);
        bench.Sql("insert into tenants values ('a', '1', 'gold'), ('b', '1', 'basic')");
        await bench.HubAsync();
        await bench.FormAsync(ConfigMap("app"));
        await bench.AwaitsReady(2);
        var (hub, form) = (new HubKey(OperatorBench.Namespace, "tenants"), new FormKey(OperatorBench.Namespace, "web"));

        engine.Tell(hub.ToActor(), new HubFormChanged { Hub = hub, Form = form, Generation = null, Valid = false });

        await Eventually.Holds(() => bench.Server.Requests.Count("get", "lynqforms.operator.lynq.sh") > 0, "the server is asked for the form");
        engine.Tell(hub.ToActor(), new HubFormChanged { Hub = hub, Form = form, Generation = 1, Valid = true });
        bench.Sql("insert into tenants values ('c', '1', 'basic')");
        await bench.AwaitsReady(3);
        bench.Server.Requests.Count("delete", "lynqnodes.operator.lynq.sh").ShouldBe(0);

        await Lynq.Kubernetes.KubernetesClientExtensions.DeleteAsync(bench.Client, BuiltInResources.Forms.Named(OperatorBench.Namespace, "web"));
        await Eventually.Holds(async () => (await bench.ListAsync(BuiltInResources.Nodes)).Count == 0, "the nodes go");
    }

    [Theory]
    [InlineData(403, "Forbidden")]
    [InlineData(500, "InternalError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(0, "")]
    public async Task As_long_as_the_server_cannot_tell_whether_a_form_is_there_its_nodes_stay_and_it_is_asked_again(int code, string reason)
    {
        var (answers, asked) = (false, 0);
        var soon = new OperatorOptions { Hubs = new HubOptions { FirstRetry = TimeSpan.FromMilliseconds(100) } };
        await using var bench = await OperatorBench.StartAsync(soon, send: (request, next, token) =>
        {
            if (request is not { Verb: RequestVerb.Get, Resource.Plural: "lynqforms" }) return next(request, token);
            Interlocked.Increment(ref asked);
            return Volatile.Read(ref answers) ? next(request, token) : throw new KubernetesException(request, new KubernetesStatus { Code = code, Reason = reason, Message = "no answer" });
        });
        bench.Sql("insert into tenants values ('a', '1', 'gold'), ('b', '1', 'basic')");
        await bench.HubAsync("1h");
        await bench.FormAsync(ConfigMap("app"));
        await bench.AwaitsReady(2);

        await Lynq.Kubernetes.KubernetesClientExtensions.DeleteAsync(bench.Client, BuiltInResources.Forms.Named(OperatorBench.Namespace, "web"));

        await Eventually.Holds(() => Volatile.Read(ref asked) >= 3, "the server is asked again and again");
        bench.Server.Requests.Count("delete", "lynqnodes.operator.lynq.sh").ShouldBe(0);
        (await bench.ListAsync(BuiltInResources.Nodes)).Count.ShouldBe(2);
        (await bench.ListAsync(OperatorBench.ConfigMaps)).Count(map => LiveName(map).EndsWith("-app", StringComparison.Ordinal)).ShouldBe(2);

        Volatile.Write(ref answers, true);
        await bench.AwaitsGone(BuiltInResources.Nodes, "a-web");
        await bench.AwaitsGone(BuiltInResources.Nodes, "b-web");
    }

    [Fact]
    public async Task A_server_that_cannot_tell_is_asked_more_and_more_seldom()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var asked = new ConcurrentQueue<DateTimeOffset>();
        await using var bench = await OperatorBench.StartAsync(time: time, send: (request, next, token) =>
        {
            if (request is not { Verb: RequestVerb.Get, Resource.Plural: "lynqforms" }) return next(request, token);
            asked.Enqueue(time.GetUtcNow());
            throw new KubernetesException(request, new KubernetesStatus { Code = 503, Reason = "ServiceUnavailable", Message = "no answer" });
        });
        bench.Sql("insert into tenants values ('a', '1', 'gold'), ('b', '1', 'basic')");
        await bench.HubAsync("1h");
        await bench.FormAsync(ConfigMap("app"));
        await Passing(async () => (await bench.ListAsync(BuiltInResources.Nodes)).Count == 2, "the nodes are there");

        await Lynq.Kubernetes.KubernetesClientExtensions.DeleteAsync(bench.Client, BuiltInResources.Forms.Named(OperatorBench.Namespace, "web"));

        // 1, 2, 4 and 8 seconds, each a twentieth less at most.
        await Passing(() => Task.FromResult(asked.Zip(asked.Skip(1), (a, b) => b - a).Any(pause => pause > TimeSpan.FromSeconds(7))), "it is asked after a pause of eight seconds");
        asked.Count.ShouldBeGreaterThanOrEqualTo(5);

        Task Passing(Func<Task<bool>> condition, string what) => Eventually.Holds(
            async () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return await condition();
            },
            what,
            TimeSpan.FromMinutes(3));
    }

    private static string LiveName(System.Text.Json.JsonElement live) => live.GetProperty("metadata").GetProperty("name").GetString()!;
}
