using Lynq.Host.Operating;
using Lynq.Kubernetes;

namespace Lynq.Host.Tests.Operating;

public sealed class FencedClientTests
{
    [Theory]
    [InlineData(RequestVerb.Create)]
    [InlineData(RequestVerb.Update)]
    [InlineData(RequestVerb.Apply)]
    [InlineData(RequestVerb.Patch)]
    [InlineData(RequestVerb.Delete)]
    [InlineData(RequestVerb.DeleteCollection)]
    public async Task Writes_stop_the_moment_the_lease_is_gone(RequestVerb verb)
    {
        var inner = new CountingClient();
        var leads = true;
        var client = new FencedClient(inner, () => leads);

        await client.SendAsync(Request(verb), Representation.Full, default);
        leads = false;
        var held = await Should.ThrowAsync<KubernetesException>(() => client.SendAsync(Request(verb), Representation.Full, default));

        inner.Sent.ShouldBe(1);
        held.IsTransient.ShouldBeTrue();
        held.MayHaveHappened.ShouldBeFalse();
    }

    [Fact]
    public async Task Reads_go_on_without_the_lease()
    {
        var inner = new CountingClient();

        await new FencedClient(inner, () => false).SendAsync(Request(RequestVerb.Get), Representation.Full, default);

        inner.Sent.ShouldBe(1);
    }

    private static KubernetesRequest Request(RequestVerb verb) => new() { Verb = verb, Path = "/x" };

    private sealed class CountingClient : IKubernetesClient
    {
        public int Sent { get; private set; }

        public Task<T> SendAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken)
        {
            Sent++;
            return Task.FromResult<T>(default!);
        }

        public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken) =>
            AsyncEnumerable.Empty<WatchEvent<T>>();
    }
}
