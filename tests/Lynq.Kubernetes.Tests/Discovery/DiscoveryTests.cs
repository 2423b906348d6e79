using Lynq.Kubernetes.Tests.Stub;
using Lynq.Testing;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.DiscoveryTests;

public class DiscoveryTests
{
    private const string Apps = """
        {"kind":"APIResourceList","groupVersion":"apps/v1","resources":[
          {"name":"deployments","singularName":"","namespaced":true,"kind":"Deployment","verbs":["get","list","watch","create","update","patch","delete","deletecollection"]},
          {"name":"deployments/scale","namespaced":true,"kind":"Scale","group":"autoscaling","verbs":["get"]},
          {"name":"deployments/status","namespaced":true,"kind":"Deployment","verbs":["get"]}]}
        """;

    private const string AggregatedCore = """
        {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[{"metadata":{},"versions":[{"version":"v1","resources":[
          {"resource":"namespaces","responseKind":{"group":"","version":"v1","kind":"Namespace"},"scope":"Cluster","verbs":["get"],"subresources":[{"subresource":"status"}]}]}]}]}
        """;

    private const string AggregatedGroups = """
        {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[{"metadata":{"name":"apps"},"versions":[{"version":"v1","freshness":"Current","resources":[
          {"resource":"deployments","responseKind":{"group":"apps","version":"v1","kind":"Deployment"},"scope":"Namespaced","verbs":["get","list"],"subresources":[{"subresource":"scale"}]}]}]}]}
        """;

    private static readonly GroupVersionKind Deployment = new("apps", "v1", "Deployment");

    [Fact]
    public async Task Asks_once_for_many_who_ask_at_the_same_time()
    {
        var answer = new TaskCompletionSource();
        await using var server = await StubServer.StartAsync(async (_, context) =>
        {
            await answer.Task;
            await Answers.Json(context, Apps);
        });
        using var client = server.Client();
        var discovery = new Discovery(client);
        var asked = Enumerable.Range(0, 20).Select(_ => discovery.FindAsync(Deployment).AsTask()).ToList();
        await Eventually.Holds(() => !server.Requests.IsEmpty, "the first request arrives");
        answer.SetResult();
        (await Eventually.Ends(Task.WhenAll(asked), "the answers")).ShouldAllBe(resource => resource!.Plural == "deployments");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Asks_once_for_a_group_and_version()
    {
        await using var server = await StubServer.StartAsync((_, context) => Answers.Json(context, Apps));
        using var client = server.Client();
        var discovery = new Discovery(client);
        var resource = await discovery.FindAsync(Deployment);
        (await discovery.FindAsync(Deployment)).ShouldBe(resource);
        resource.ShouldBe(new ApiResource("apps", "v1", "Deployment", "deployments", Namespaced: true) { HasStatus = true, HasScale = true });
        server.Requests.Select(request => request.Path).ShouldBe(["/apis/apps/v1"]);
        discovery.Forget(Deployment);
        await discovery.FindAsync(Deployment);
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Looks_again_for_an_unknown_kind_but_not_all_the_time()
    {
        var clock = new FakeTimeProvider();
        await using var server = await StubServer.StartAsync((request, context) => request.Number == 0 ? Answers.Status(context, 404, StatusReasons.NotFound) : Answers.Json(context, Apps));
        using var client = server.Client();
        var discovery = new Discovery(client, clock);
        (await discovery.FindAsync(Deployment)).ShouldBeNull();
        (await discovery.FindAsync(Deployment)).ShouldBeNull();
        server.Requests.Count.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(5));
        (await discovery.FindAsync(Deployment)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Reads_everything_in_two_requests_where_the_server_can()
    {
        await using var server = await StubServer.StartAsync((request, context) => Answers.Json(context, request.Path == "/api" ? AggregatedCore : AggregatedGroups));
        using var client = server.Client();
        var discovery = new Discovery(client);
        var all = await discovery.AllAsync();
        all.ShouldBe(
        [
            new("", "v1", "Namespace", "namespaces", Namespaced: false) { Verbs = ApiVerbs.Get, HasStatus = true },
            new("apps", "v1", "Deployment", "deployments", Namespaced: true) { Verbs = ApiVerbs.Get | ApiVerbs.List, HasScale = true },
        ]);
        await discovery.FindAsync(Deployment);
        server.Requests.Count.ShouldBe(2);
        server.Requests.ShouldAllBe(request => request.Headers["Accept"].Contains("g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reports_that_the_server_could_not_be_asked()
    {
        await using var server = await StubServer.StartAsync((_, context) => Answers.Status(context, 403, StatusReasons.Forbidden));
        using var client = server.Client();
        (await Should.ThrowAsync<KubernetesException>(() => new Discovery(client).FindAsync(Deployment).AsTask())).IsForbidden.ShouldBeTrue();
    }
}
