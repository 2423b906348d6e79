using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sandbox.Tests.Lifecycle;

public sealed class EventExpiryTests
{
    private const string Events = "/api/v1/namespaces/default/events";

    [Fact]
    public async Task Events_go_an_hour_after_they_were_last_written()
    {
        var time = new FakeTimeProvider();
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Time = time });
        using var http = new HttpClient { BaseAddress = server.Url };
        await CreateAsync(http, "old");
        var start = time.GetUtcNow();
        await Eventually.Holds(
            async () =>
            {
                time.Advance(TimeSpan.FromMinutes(1));
                return (await http.GetAsync(Events + "/old")).StatusCode == HttpStatusCode.NotFound;
            },
            "the event is gone");
        (time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromHours(1));
    }

    private static async Task CreateAsync(HttpClient http, string name)
    {
        using var made = await http.PostAsJsonAsync(Events, new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["involvedObject"] = new JsonObject { ["kind"] = "Pod", ["name"] = "p", ["namespace"] = "default" },
            ["reason"] = "Tested",
        });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
    }
}
