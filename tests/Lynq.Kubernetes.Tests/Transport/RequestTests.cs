using System.Text.Json.Nodes;
using Lynq.Kubernetes.Tests.Stub;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Transport;

/// <summary>What goes over the wire.</summary>
public class RequestTests
{
    private static readonly ApiResource Namespaces = new("", "v1", "Namespace", "namespaces", Namespaced: false);

    [Fact]
    public async Task Asks_for_the_right_path_with_the_right_parameters()
    {
        await using var server = await StubServer.StartAsync(Answers.Healthy);
        using var client = server.Client();
        await client.GetAsync(Namespaces.Named("ignored", "shop"));
        await client.ListPageAsync(Answers.Deployments, new() { LabelSelector = "a in (b,c)", ResourceVersion = "0", PageSize = null }, Representation.Full);
        await client.ApplyAsync(Answers.Deployments.Named("shop", "web"), new JsonObject(), new ApplyOptions { Force = true, DryRun = true, FieldValidation = FieldValidation.Strict });
        await client.PatchStatusAsync(Answers.Deployments.Named("shop", "web"), new JsonObject(), Representation.Metadata, new() { FieldManager = "me" });
        server.Requests.Select(request => $"{request.Method} {request.Path}{request.Query}").ShouldBe(
        [
            "GET /api/v1/namespaces/shop",
            "GET /apis/apps/v1/deployments?labelSelector=a%20in%20%28b%2Cc%29&resourceVersion=0",
            "PATCH /apis/apps/v1/namespaces/shop/deployments/web?fieldValidation=Strict&dryRun=All&force=true&fieldManager=lynq-operator",
            "PATCH /apis/apps/v1/namespaces/shop/deployments/web/status?fieldManager=me",
        ]);
        server.Requests.Select(request => request.Headers.GetValueOrDefault("Content-Type")).ShouldBe([null, null, "application/apply-patch+yaml", "application/merge-patch+json"]);
        server.Requests.Last().Headers["Accept"].ShouldStartWith("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
        server.Requests.First().Headers["User-Agent"].ShouldBe("lynq");
    }

    [Fact]
    public async Task Keeps_a_path_before_the_api()
    {
        await using var server = await StubServer.StartAsync(Answers.Healthy);
        using var client = server.Client(configuration: new() { Server = new(server.Address, "/clusters/one/") });
        await client.GetAsync(Answers.ConfigMaps.Named("shop", "a"));
        server.Requests.Single().Path.ShouldBe("/clusters/one/api/v1/namespaces/shop/configmaps/a");
    }

    [Fact]
    public async Task Goes_through_the_proxy_that_it_is_told()
    {
        await using var proxy = await StubServer.StartAsync(Answers.Healthy);
        using var client = proxy.Client(configuration: new() { Server = new("http://api.lynq.test:6443"), Proxy = proxy.Address });
        await client.GetAsync(Answers.ConfigMaps.Named("shop", "a"));
        proxy.Requests.Single().Headers["Host"].ShouldBe("api.lynq.test:6443");
    }

    [Fact]
    public void Refuses_a_namespaced_object_without_namespace() =>
        Should.Throw<ArgumentException>(() => Answers.ConfigMaps.Named(null, "a")).Message.ShouldContain("say in which namespace");

    [Fact]
    public async Task Deletes_with_policy_and_preconditions_in_the_body()
    {
        await using var server = await StubServer.StartAsync(Answers.Healthy);
        using var client = server.Client();
        await client.DeleteAsync(Answers.ConfigMaps.Named("shop", "a"), new() { Propagation = DeletionPropagation.Foreground, Uid = "u", ResourceVersion = "7", GracePeriodSeconds = 0 });
        server.Requests.Single().Body.ShouldBe("""{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Foreground","gracePeriodSeconds":0,"preconditions":{"uid":"u","resourceVersion":"7"}}""");
    }

    [Fact]
    public async Task Waits_as_long_as_the_server_asks()
    {
        var clock = new FakeTimeProvider();
        await using var server = await StubServer.StartAsync((request, context) =>
            request.Number == 0 ? Answers.Status(context, 429, StatusReasons.TooManyRequests, retryAfter: 20) : Answers.Healthy(request, context));
        using var client = server.Client(time: clock);
        var asked = clock.GetUtcNow();
        var answer = client.GetAsync(Answers.ConfigMaps.Named("shop", "a"));
        await Eventually.Holds(
            () =>
            {
                if (server.Requests.Count == 1 && clock.NextDue is { } due && due - asked >= TimeSpan.FromSeconds(20) && due - asked < TimeSpan.FromSeconds(21))
                    clock.Advance(due - clock.GetUtcNow());
                return answer.IsCompleted;
            },
            "the request is repeated");
        await answer;
        (clock.GetUtcNow() - asked).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Quotes_what_a_proxy_says_but_not_all_of_it()
    {
        await using var server = await StubServer.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 403;
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, new string('x', 5000));
        });
        using var client = server.Client();
        var failure = await Should.ThrowAsync<KubernetesException>(() => client.GetAsync(Answers.ConfigMaps.Named("shop", "a")));
        failure.IsForbidden.ShouldBeTrue();
        failure.Message.ShouldStartWith("get configmaps/shop/a: xxxx");
        failure.Message.Length.ShouldBeLessThan(700);
    }

    [Fact]
    public async Task Notices_a_watch_that_falls_silent()
    {
        await using var server = await StubServer.StartAsync(async (_, context) =>
        {
            await Answers.Json(context, Answers.Event);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var clock = new FakeTimeProvider();
        using var client = server.Client(time: clock);
        var events = 0;
        var watching = WatchAsync();
        await Eventually.Holds(() => Volatile.Read(ref events) == 1, "the event is seen");
        var failure = await Should.ThrowAsync<KubernetesException>(Eventually.Ends(watching, clock, "the watch", TimeSpan.FromSeconds(10)));
        failure.Reason.ShouldBe(StatusReasons.NoAnswer);

        async Task WatchAsync()
        {
            await foreach (var change in client.WatchAsync(Answers.ConfigMaps, new() { SilenceLimit = TimeSpan.FromMinutes(1) }, Representation.Metadata))
                Interlocked.Add(ref events, change.Object.Metadata.Name == "a" ? 1 : 0);
        }
    }

    [Fact]
    public async Task Reads_bookmarks_errors_and_types_that_come_late()
    {
        const string lines = """
            {"object":{"metadata":{"name":"a"}},"type":"MODIFIED"}

            {"type":"FROM-THE-FUTURE","object":{}}
            {"type":"BOOKMARK","object":{"kind":"ConfigMap","metadata":{"resourceVersion":"42","annotations":{"k8s.io/initial-events-end":"true"}}}}
            {"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}

            """;
        await using var server = await StubServer.StartAsync((_, context) => Answers.Json(context, lines));
        using var client = server.Client();
        var seen = new List<WatchEvent<PartialObjectMetadata>>();
        var failure = await Should.ThrowAsync<KubernetesException>(async () =>
        {
            await foreach (var change in client.WatchAsync(Answers.ConfigMaps, new(), Representation.Metadata))
                seen.Add(change);
        });
        failure.IsExpired.ShouldBeTrue();
        seen.Select(change => change.Type).ShouldBe([WatchEventType.Modified, WatchEventType.Bookmark]);
        (seen[1].ResourceVersion, seen[1].InitialEventsEnd).ShouldBe(("42", true));
    }

    [Fact]
    public async Task Reads_an_event_that_comes_in_single_bytes()
    {
        await using var server = await StubServer.StartAsync(async (_, context) =>
        {
            foreach (var letter in Answers.Event)
            {
                await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, letter.ToString());
                await context.Response.Body.FlushAsync();
            }
        });
        using var client = server.Client();
        var names = new List<string>();
        await foreach (var change in client.WatchAsync(Answers.ConfigMaps, new(), Representation.Full))
            names.Add(ObjectIdentity.Of(change.Object).Name);
        names.ShouldBe(["a"]);
    }
}
