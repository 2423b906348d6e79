using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sandbox.Tests.Reading;

/// <summary>Watches while the sandbox's clock stands still: no bookmark comes to anybody's help.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private SandboxServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions { Time = new FakeTimeProvider() });
        _http = new HttpClient { BaseAddress = _server.Url };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Sends_a_change_though_a_later_one_is_not_asked_for()
    {
        var version = await CreateAsync("before", "no");
        await CreateAsync("wanted", "yes");
        await CreateAsync("unwanted", "no");
        using var reader = await WatchAsync($"&labelSelector=wanted%3Dyes&resourceVersion={version}");
        (await NameAsync(reader)).ShouldBe("wanted");
    }

    [Fact]
    public async Task Sends_changes_in_quick_succession_all_and_in_their_order()
    {
        var version = await CreateAsync("before", "no");
        using var reader = await WatchAsync($"&labelSelector=wanted%3Dyes&resourceVersion={version}");
        var names = Enumerable.Range(0, 100).Select(i => $"map-{i}").ToList();
        foreach (var name in names) await CreateAsync(name, "yes");
        foreach (var name in names) (await NameAsync(reader)).ShouldBe(name);
    }

    private async Task<string> CreateAsync(string name, string wanted)
    {
        var map = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["wanted"] = wanted } },
        };
        using var answer = await _http.PostAsJsonAsync(ConfigMaps, map);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["metadata"]!["resourceVersion"]!.GetValue<string>();
    }

    private async Task<StreamReader> WatchAsync(string query) =>
        new(await _http.GetStreamAsync($"{ConfigMaps}?watch=true&allowWatchBookmarks=true{query}").WaitAsync(TimeSpan.FromSeconds(60)));

    private static async Task<string> NameAsync(StreamReader reader)
    {
        var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return JsonNode.Parse(line!)!["object"]!["metadata"]!["name"]!.GetValue<string>();
    }
}
