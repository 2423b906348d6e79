using System.Text.Json.Nodes;
using Lynq.Host.Health;
using Lynq.Testing;
using Microsoft.AspNetCore.Http;

namespace Lynq.Host.Tests.Operating;

public sealed class DebugEndpointTests
{
    [Fact]
    public async Task Shows_what_the_operator_knows_and_nothing_of_rows_or_connections()
    {
        await using var cluster = await SmallCluster.StartAsync();
        await using var lynq = await RunningOperator.StartAsync(cluster.Kubeconfig, "--enable-webhooks=false");
        await cluster.CreateHubAsync("acme");
        await cluster.CreateFormAsync(rollout: "{maxSkew: 1}");
        await cluster.ReadyAsync("acme-shop");

        var paths = JsonNode.Parse(await lynq.HealthAsync("debug/lynq/"))!.AsArray().Select(path => (string)path!).ToList();
        paths.ShouldBe(["/debug/lynq/hubs", "/debug/lynq/rollouts", "/debug/lynq/nodes", "/debug/lynq/actors", "/debug/lynq/cluster"]);
        var pages = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
            pages[path] = await Eventually.Returns(() => lynq.HealthAsync(path[1..]), page => page != "[]", $"{path} has something to show");

        JsonNode.Parse(pages["/debug/lynq/hubs"])![0]!["name"]!.ToString().ShouldBe("tenants");
        JsonNode.Parse(pages["/debug/lynq/rollouts"])![0]!["hub"]!.ToString().ShouldBe("tenants");
        pages["/debug/lynq/nodes"].ShouldContain("acme-shop");
        JsonNode.Parse(pages["/debug/lynq/actors"])!.AsArray().Select(kind => kind!["kind"]!.ToString()).ShouldContain("node");
        JsonNode.Parse(pages["/debug/lynq/cluster"])!["leads"]!.GetValue<bool>().ShouldBeTrue();
        string.Concat(pages.Values).ShouldNotContain("plan-of-acme");
        string.Concat(pages.Values).ShouldNotContain("rows.db");
        (await lynq.StatusAsync("debug/lynq/secrets")).ShouldBe(404);
        (await lynq.StatusAsync("healthz")).ShouldBe(200);
        (await lynq.HealthAsync("healthz?verbose")).ShouldBe("[+]watches ok\n[+]actors ok\n");
    }

    [Theory]
    [InlineData("GET", "10.1.2.3", 404)]
    [InlineData("GET", "127.0.0.1", 200)]
    [InlineData("POST", "127.0.0.1", 405)]
    [InlineData("DELETE", "::1", 405)]
    public async Task Is_for_readers_on_this_host_only(string method, string from, int status)
    {
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Path) = (method, "/debug/lynq/nodes");
        context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(from);
        await new HealthEndpoint([], [], _ => Task.CompletedTask).HandleAsync(context);
        context.Response.StatusCode.ShouldBe(status);
    }
}
