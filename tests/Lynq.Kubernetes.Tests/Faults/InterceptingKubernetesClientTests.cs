using System.Text.Json.Nodes;
using Lynq.Kubernetes.Faults;
using Lynq.Kubernetes.Tests.Stub;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Faults;

public class InterceptingKubernetesClientTests
{
    private static readonly ObjectAddress Address = Answers.ConfigMaps.Named("shop", "a");
    private readonly FakeCluster _cluster = new();

    [Fact]
    public async Task Can_lose_a_request_or_only_its_answer()
    {
        var before = new InterceptingKubernetesClient(_cluster, new() { Send = (request, _, _) => throw new KubernetesException(request, new() { Reason = "lost" }) });
        await Should.ThrowAsync<KubernetesException>(() => before.CreateAsync(Answers.ConfigMaps, "shop", Body("a")));
        _cluster.Find("a").ShouldBeNull();

        var after = new InterceptingKubernetesClient(_cluster, new()
        {
            Send = async (request, next, token) =>
            {
                await next(request, token);
                throw new KubernetesException(request, new() { Reason = "lost" });
            },
        });
        await Should.ThrowAsync<KubernetesException>(() => after.CreateAsync(Answers.ConfigMaps, "shop", Body("a")));
        _cluster.Find("a").ShouldNotBeNull();
    }

    [Fact]
    public async Task Can_let_one_request_overtake_another()
    {
        var gate = new TaskCompletionSource();
        var client = new InterceptingKubernetesClient(_cluster, new()
        {
            Send = async (request, next, token) =>
            {
                if (request.Body!.ToElement().GetProperty("metadata").GetProperty("name").GetString() == "slow")
                    await gate.Task;
                await next(request, token);
            },
        });
        var slow = client.CreateAsync(Answers.ConfigMaps, "shop", Body("slow"));
        await client.CreateAsync(Answers.ConfigMaps, "shop", Body("fast"));
        gate.SetResult();
        await slow;
        _cluster.Requests.Select(request => request.Body!.ToElement().GetProperty("metadata").GetProperty("name").GetString()).ShouldBe(["fast", "slow"]);
    }

    [Fact]
    public async Task Tells_an_interception_that_does_nothing() =>
        (await Should.ThrowAsync<InvalidOperationException>(() =>
            new InterceptingKubernetesClient(_cluster, new() { Send = (_, _, _) => Task.CompletedTask }).GetAsync(Address))).Message.ShouldContain("get configmaps/shop/a");

    [Theory]
    [InlineData(WatchVerdict.Pass, "a b c d")]
    [InlineData(WatchVerdict.Drop, "a c d")]
    [InlineData(WatchVerdict.Repeat, "a b b c d")]
    [InlineData(WatchVerdict.Swap, "a c b d")]
    [InlineData(WatchVerdict.End, "a")]
    [InlineData(WatchVerdict.Break, "a !ConnectionFailed")]
    [InlineData(WatchVerdict.Expire, "a !Expired")]
    public async Task Edits_watches(WatchVerdict verdict, string expected)
    {
        foreach (var name in (string[])["a", "b", "c", "d"])
            _cluster.Put(name);
        var client = new InterceptingKubernetesClient(_cluster, new() { Watch = (change, _) => new(change.Index == 1 ? verdict : WatchVerdict.Pass) });
        var seen = new List<string>();
        try
        {
            await foreach (var change in client.WatchAsync(Answers.ConfigMaps, new() { ResourceVersion = "1" }, Representation.Metadata))
            {
                seen.Add(change.Object.Metadata.Name);
                if (change.Object.Metadata.Name == "d")
                    break;
            }
        }
        catch (KubernetesException e)
        {
            seen.Add("!" + e.Reason);
        }

        string.Join(' ', seen).ShouldBe(expected);
    }

    private static JsonObject Body(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name } };
}
