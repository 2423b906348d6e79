using System.Net;
using Lynq.Host.Health;
using Lynq.Host.Http;
using Lynq.Host.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lynq.Host.Tests.Health;

public sealed class HealthEndpointTests
{
    [Fact]
    public async Task Says_ok_when_all_is_well_and_names_what_is_not()
    {
        string? problem = null;
        var endpoint = new HealthEndpoint([new("watches", () => null)], [new("caches", () => problem)], _ => Task.CompletedTask);
        await using var server = await StartAsync(endpoint.HandleAsync);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{server.Port}") };

        (await http.GetStringAsync("/healthz")).ShouldBe("ok");
        (await http.GetStringAsync("/readyz?verbose")).ShouldBe("[+]caches ok\n");
        problem = "hubs have not been listed yet";
        var answer = await http.GetAsync("/readyz");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("[-]caches failed: hubs have not been listed yet\n");
        (await http.GetAsync("/other")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_taken_port_is_one_clear_message()
    {
        await using var first = await StartAsync(_ => Task.CompletedTask);

        var error = await Should.ThrowAsync<SettingsException>(() => HttpEndpoint.StartAsync(
            "health", new(IPAddress.Loopback, first.Port), null, false, _ => Task.CompletedTask, NullLoggerFactory.Instance, default));

        error.Message.ShouldStartWith($"the health server cannot listen on 127.0.0.1:{first.Port}");
    }

    [Fact]
    public async Task So_is_an_address_that_this_machine_does_not_let_us_have()
    {
        // Of the block for documentation (RFC 5737): nobody has it.
        var error = await Should.ThrowAsync<SettingsException>(() => HttpEndpoint.StartAsync(
            "health", new(IPAddress.Parse("192.0.2.1"), 8081), null, false, _ => Task.CompletedTask, NullLoggerFactory.Instance, default));

        error.Message.ShouldStartWith("the health server cannot listen on 192.0.2.1:8081: ");
    }

    private static Task<HttpEndpoint> StartAsync(RequestDelegate handler) =>
        HttpEndpoint.StartAsync("health", new(IPAddress.Loopback, 0), null, false, handler, NullLoggerFactory.Instance, default);
}
