using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Simulation;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sandbox.Tests.Simulation;

public sealed class NodeSimulatorTests : IAsyncLifetime
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new();
    private SandboxServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions
        {
            Time = _time,
            Simulator = new SimulatorOptions { Delay = Delay, Ingresses = true, Nodes = 3 },
        });
        _http = Client(_server.Url);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("apps/v1", "Deployment", """{"replicas":2,"readyReplicas":2,"availableReplicas":2,"updatedReplicas":2,"observedGeneration":1}""")]
    [InlineData("apps/v1", "StatefulSet", """{"replicas":2,"readyReplicas":2,"updatedReplicas":2,"observedGeneration":1}""")]
    [InlineData("apps/v1", "DaemonSet", """{"desiredNumberScheduled":3,"numberReady":3,"numberAvailable":3,"updatedNumberScheduled":3,"observedGeneration":1}""")]
    [InlineData("batch/v1", "Job", """{"succeeded":1}""")]
    [InlineData("v1", "PersistentVolumeClaim", """{"phase":"Bound"}""")]
    [InlineData("v1", "Service", """{"loadBalancer":{"ingress":[{"ip":"192.0.2.2","ipMode":"VIP"}]}}""")]
    [InlineData("networking.k8s.io/v1", "Ingress", """{"loadBalancer":{"ingress":[{"ip":"192.0.2.2"}]}}""")]
    public async Task Becomes_ready_after_the_delay_and_not_before(string apiVersion, string kind, string expected)
    {
        var path = await CreateAsync(apiVersion, kind);
        var wanted = JsonNode.Parse(expected)!.AsObject();
        await BecomesAsync(path, status => Fits(status, wanted), Delay, $"{kind} is ready");
    }

    [Theory]
    [InlineData("sandbox.lynq.sh/delay", "300", "x:1", 300)]
    [InlineData("", "", "x:slow", 300)]
    public async Task An_annotation_or_an_image_changes_the_delay(string annotation, string value, string image, int seconds)
    {
        var path = await CreateAsync("apps/v1", "Deployment", image, annotation, value);
        await BecomesAsync(path, status => status["readyReplicas"] is not null, TimeSpan.FromSeconds(seconds), "the Deployment is ready");
    }

    [Theory]
    [InlineData("Deployment", "x:fail", "", "ProgressDeadlineExceeded")]
    [InlineData("Deployment", "x:1", "sandbox.lynq.sh/fail", "ProgressDeadlineExceeded")]
    [InlineData("Job", "x:fail", "", "BackoffLimitExceeded")]
    [InlineData("Job", "x:1", "sandbox.lynq.sh/fail", "BackoffLimitExceeded")]
    public async Task Fails_when_told_so(string kind, string image, string annotation, string reason)
    {
        var path = await CreateAsync(kind == "Job" ? "batch/v1" : "apps/v1", kind, image, annotation, "true");
        await BecomesAsync(path, status => status.ToJsonString().Contains(reason, StringComparison.Ordinal), Delay, reason);
    }

    [Fact]
    public async Task A_command_decides_over_what_is_written()
    {
        await _server.Simulator!.BehaveAsync("Deployment", "default", "a", Behaviour.Fail);
        var path = await CreateAsync("apps/v1", "Deployment");
        await BecomesAsync(path, status => status.ToJsonString().Contains("ProgressDeadlineExceeded", StringComparison.Ordinal), Delay, "failed");

        await Eventually.Ends(_server.Simulator.BehaveAsync("Deployment", "default", "a", Behaviour.Succeed), _time, "the simulator obeys", Delay);
        (await StatusAsync(path))["readyReplicas"]!.GetValue<int>().ShouldBe(2);
    }

    [Theory]
    [InlineData("x:broken", "")]
    [InlineData("x:1", "sandbox.lynq.sh/never")]
    public async Task Never_becomes_ready_when_told_so(string image, string annotation)
    {
        var path = await CreateAsync("apps/v1", "Deployment", image, annotation, "true");
        // Sound ones that come later are ready, one after the other: the broken one has had its turn by then.
        var first = await CreateAsync("batch/v1", "Job");
        await BecomesAsync(first, status => status["succeeded"] is not null, Delay, "the Job is done");
        _time.Advance(Delay * 100);
        var second = await CreateAsync("apps/v1", "StatefulSet");
        await BecomesAsync(second, status => status["readyReplicas"] is not null, Delay, "the StatefulSet is ready");
        (await StatusAsync(path))["readyReplicas"].ShouldBeNull();
    }

    private static HttpClient Client(Uri address) => new() { BaseAddress = address };

    private async Task<string> CreateAsync(string apiVersion, string kind, string image = "x:1", string annotation = "", string value = "")
    {
        var pod = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "x", ["image"] = image }) };
        var labels = new JsonObject { ["a"] = "b" };
        var template = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = labels.DeepClone() }, ["spec"] = pod };
        JsonNode workload = new JsonObject { ["selector"] = new JsonObject { ["matchLabels"] = labels }, ["template"] = template };
        if (kind is "Deployment" or "StatefulSet") workload["replicas"] = 2;
        if (kind == "StatefulSet") workload["serviceName"] = "a";
        if (kind == "Job") pod["restartPolicy"] = "Never";
        var spec = kind switch
        {
            "Job" => new JsonObject { ["template"] = template.DeepClone() },
            "PersistentVolumeClaim" => JsonNode.Parse("""{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}"""),
            "Service" => JsonNode.Parse("""{"type":"LoadBalancer","ports":[{"port":80}]}"""),
            "Ingress" => JsonNode.Parse("""{"defaultBackend":{"service":{"name":"a","port":{"number":80}}}}"""),
            _ => workload,
        };
        var metadata = new JsonObject { ["name"] = "a" };
        if (annotation.Length > 0) metadata["annotations"] = new JsonObject { [annotation] = value };
        var plural = kind == "Ingress" ? "ingresses" : kind.ToLowerInvariant() + "s";
        var path = $"{(apiVersion == "v1" ? "/api/" : "/apis/")}{apiVersion}/namespaces/default/{plural}";
        using var made = await _http.PostAsJsonAsync(path, new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = metadata, ["spec"] = spec });
        made.IsSuccessStatusCode.ShouldBeTrue(await made.Content.ReadAsStringAsync());
        return path + "/a";
    }

    private async Task<JsonObject> StatusAsync(string path) =>
        (await _http.GetFromJsonAsync<JsonObject>(path))!["status"] as JsonObject ?? [];

    /// <summary>The clock moves until it is so: no sooner than after that time, in tenths of it.</summary>
    private async Task BecomesAsync(string path, Func<JsonObject, bool> accepts, TimeSpan after, string what)
    {
        var start = _time.GetUtcNow();
        await Eventually.Holds(async () => accepts(await StatusAsync(path)), _time, after / 10, what);
        (_time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(after);
    }

    private static bool Fits(JsonObject status, JsonObject wanted) => wanted.All(member => JsonNode.DeepEquals(status[member.Key], member.Value));
}
