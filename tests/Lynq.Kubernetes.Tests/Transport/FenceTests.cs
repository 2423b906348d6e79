using System.Text.Json.Nodes;
using Lynq.Kubernetes.Tests.Stub;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Transport;

/// <summary>Writes that must not leave any more.</summary>
public class FenceTests
{
    [Fact]
    public async Task A_write_whose_fence_has_closed_does_not_leave()
    {
        await using var server = await StubServer.StartAsync(Answers.Healthy);
        using var client = server.Client();
        var failure = await Should.ThrowAsync<KubernetesException>(() => client.SendAsync(Write(() => false), Representation.Full, CancellationToken.None));
        (failure.Reason, failure.IsTransient).ShouldBe((StatusReasons.Fenced, true));
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_fence_is_asked_for_each_request_anew()
    {
        await using var server = await StubServer.StartAsync(Answers.Healthy);
        using var client = server.Client();
        var open = true;
        await client.SendAsync(Write(() => open), Representation.Full, CancellationToken.None);
        open = false;
        await Should.ThrowAsync<KubernetesException>(() => client.SendAsync(Write(() => open), Representation.Full, CancellationToken.None));
        open = true;
        await client.SendAsync(Write(() => open), Representation.Full, CancellationToken.None);
        server.Requests.Count.ShouldBe(2);
    }

    private static KubernetesRequest Write(Func<bool> fence) => new()
    {
        Verb = RequestVerb.Apply,
        Resource = Answers.ConfigMaps,
        Namespace = "shop",
        Name = "a",
        Body = new JsonObject { ["k"] = "v" },
        Fence = fence,
    };
}
