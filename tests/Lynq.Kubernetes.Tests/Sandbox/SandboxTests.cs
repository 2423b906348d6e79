using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Lynq.Kubernetes.Configuration;
using Lynq.Kubernetes.Faults;
using Lynq.Kubernetes.Tests.Stub;
using Lynq.Sandbox;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Sandbox;

/// <summary>What only the sandbox can show: a newer server's abilities, and history that is gone at once.</summary>
public sealed class SandboxTests : IAsyncLifetime, IDisposable
{
    private SandboxServer _sandbox = null!;
    private KubernetesClient _client = null!;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Follows_through_a_lost_history_whether_lists_stream_or_not(bool streams)
    {
        await ApplyAsync("a", "1");
        await ApplyAsync("b", "1");
        var held = false;
        var gate = new TaskCompletionSource();
        var seen = new ConcurrentQueue<string>();
        var client = new InterceptingKubernetesClient(_client, new()
        {
            Send = async (request, next, token) =>
            {
                if (request.Verb == RequestVerb.Watch && request.Parameter("resourceVersion") is not null && Volatile.Read(ref held))
                    await gate.Task.WaitAsync(token);
                await next(request, token);
            },
            Watch = (change, _) => new(Volatile.Read(ref held) && !gate.Task.IsCompleted ? WatchVerdict.Break : WatchVerdict.Pass),
        });
        using var stop = new CancellationTokenSource();
        var informer = new Informer<PartialObjectMetadata, string>(client, Following(seen) with { StreamInitialList = streams });
        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(stop.Token).WaitAsync(Eventually.DefaultDeadline);
        seen.Order(StringComparer.Ordinal).ShouldBe(["Added a", "Added b"]);

        Volatile.Write(ref held, true);
        await ApplyAsync("c", "1");
        await _client.DeleteAsync(Answers.ConfigMaps.Named("default", "a"));
        await ApplyAsync("b", "2");
        _sandbox.Compact();
        gate.SetResult();
        await Eventually.Passes(() => seen.Skip(2).Order(StringComparer.Ordinal).ShouldBe(["Added c", "Deleted a", "Modified b"]));
        await stop.CancelAsync();
        await Eventually.Ends(running, "the informer");
    }

    // The backstop for events that never came costs nothing but a watch where the server can.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_list_that_is_due_goes_through_the_watch_where_lists_stream(bool streams)
    {
        await ApplyAsync("a", "1");
        var (seen, lists, cut) = (new ConcurrentQueue<string>(), 0, false);
        var client = new InterceptingKubernetesClient(_client, new()
        {
            Send = (request, next, token) =>
            {
                if (request.Verb == RequestVerb.List) Interlocked.Increment(ref lists);
                return next(request, token);
            },
            Watch = (change, _) => new(change.Type == WatchEventType.Modified ? WatchVerdict.Drop
                : change.Type == WatchEventType.Bookmark || Interlocked.Exchange(ref cut, true) ? WatchVerdict.Pass : WatchVerdict.Break),
        });
        using var stop = new CancellationTokenSource();
        var informer = new Informer<PartialObjectMetadata, string>(client, Following(seen) with { StreamInitialList = streams, RelistInterval = TimeSpan.Zero });
        Volatile.Write(ref cut, true);
        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(stop.Token).WaitAsync(Eventually.DefaultDeadline);
        lists.ShouldBe(streams ? 0 : 1);

        await ApplyAsync("a", "2");
        Volatile.Write(ref cut, false);
        await ApplyAsync("b", "1");

        await Eventually.Passes(() => seen.ShouldBe(["Added a", "Modified a", "Added b"], ignoreOrder: true));
        (lists == 0).ShouldBe(streams);
        await stop.CancelAsync();
        await Eventually.Ends(running, "the informer");
    }

    [Fact]
    public async Task Finds_every_kind_in_two_requests()
    {
        var discovery = new Discovery(_client);
        var all = await discovery.AllAsync();
        all.ShouldContain(resource => resource.Kind == "Deployment" && resource.Group == "apps" && resource.HasScale);
        (await discovery.FindAsync(new("", "v1", "Node")))!.Namespaced.ShouldBeFalse();
    }

    [Fact]
    public async Task Speaks_through_a_kubeconfig_with_tls()
    {
        await using var secure = await SandboxServer.StartAsync(new() { Tls = true });
        using var client = new KubernetesClient(KubernetesConfigurationLoader.FromFiles([secure.KubeconfigPath]));
        (await client.GetAsync(new ApiResource("", "v1", "Namespace", "namespaces", Namespaced: false).Named(null, "default"), Representation.Metadata)).Metadata.Name.ShouldBe("default");
    }

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync();
        _client = new(KubernetesConfigurationLoader.FromFiles([_sandbox.KubeconfigPath]));
    }

    public async Task DisposeAsync()
    {
        Dispose();
        await _sandbox.DisposeAsync();
    }

    public void Dispose() => _client.Dispose();

    private static InformerOptions<PartialObjectMetadata, string> Following(ConcurrentQueue<string> seen) => InformerOptions.Metadata(Answers.ConfigMaps, item => item.Metadata.Uid, (change, _) =>
    {
        seen.Enqueue($"{change.Type} {change.Identity.Name}");
        return default;
    }) with
    { Namespace = "default", LabelSelector = "test=yes", MinBackoff = TimeSpan.FromMilliseconds(5), MaxBackoff = TimeSpan.FromMilliseconds(50) };

    private Task ApplyAsync(string name, string value) => _client.ApplyAsync(Answers.ConfigMaps.Named("default", name), new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["test"] = "yes" } },
        ["data"] = new JsonObject { ["k"] = value },
    });
}
