using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Faults;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Sandbox.Tests.Faults;

public sealed class FaultTests : IAsyncLifetime
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private readonly FakeTimeProvider _time = new();
    private SandboxServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions { Time = _time });
        _http = Client(_server.Url);
        await CreateAsync("one");
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    public static TheoryData<int, string> Codes => new()
    {
        { 401, "Unauthorized" }, { 403, "Forbidden" }, { 404, "NotFound" }, { 409, "Conflict" }, { 410, "Expired" }, { 422, "Invalid" },
        { 429, "TooManyRequests" }, { 500, "InternalError" }, { 503, "ServiceUnavailable" },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task An_answer_is_given_instead_of_work(int code, string reason)
    {
        using var fault = Add(new Fault.Answer(code), "create");
        using var answer = await _http.PostAsJsonAsync(ConfigMaps, ConfigMap("two"));
        ((int)answer.StatusCode).ShouldBe(code);
        var status = await answer.Content.ReadFromJsonAsync<JsonObject>();
        status!["reason"]!.GetValue<string>().ShouldBe(reason);
        (await _http.GetAsync(ConfigMaps + "/two")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_delay_holds_the_request_until_the_clock_has_moved()
    {
        using var fault = Add(new Fault.Delay(TimeSpan.FromMinutes(5)), "get");
        var start = _time.GetUtcNow();
        using var answer = await Eventually.Ends(_http.GetAsync(ConfigMaps + "/one"), _time, "the answer", TimeSpan.FromMinutes(1));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (_time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData(false, HttpStatusCode.NotFound)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task A_drop_closes_the_connection_before_the_work_or_after_it(bool worked, HttpStatusCode after)
    {
        using (Add(worked ? new Fault.DropAnswer() : new Fault.Drop(), "create"))
            await Should.ThrowAsync<HttpRequestException>(() => _http.PostAsJsonAsync(ConfigMaps, ConfigMap("two")));
        (await _http.GetAsync(ConfigMaps + "/two")).StatusCode.ShouldBe(after);
    }

    [Fact]
    public async Task A_truncated_answer_is_broken_JSON_that_looks_complete()
    {
        using var fault = Add(new Fault.Truncate(20), "list");
        var text = await _http.GetStringAsync(ConfigMaps);
        text.Length.ShouldBe(20);
        Should.Throw<JsonException>(() => JsonNode.Parse(text));
    }

    [Fact]
    public async Task A_cut_breaks_a_watch_after_its_time()
    {
        using var fault = Add(new Fault.Cut(TimeSpan.FromSeconds(7)), "watch");
        using var reader = await WatchAsync("0");
        (await Eventually.Ends(reader.ReadLineAsync(), "the first event")).ShouldNotBeNull().ShouldContain("ADDED");
        var start = _time.GetUtcNow();
        await Should.ThrowAsync<IOException>(Eventually.Ends(ReadToEndAsync(reader), _time, "the end of the watch", TimeSpan.FromSeconds(1)));
        (_time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_stalled_watch_tells_nothing_and_does_not_end()
    {
        using var fault = Add(new Fault.Stall(), "watch");
        using var reader = await WatchAsync("0");
        var line = reader.ReadLineAsync();
        await CreateAsync("two");
        _time.Advance(TimeSpan.FromMinutes(1));
        line.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData("?watch=true&resourceVersion=1")]
    [InlineData("?limit=1")]
    public async Task Gone_sends_410(string query)
    {
        using var fault = Add(new Fault.Gone());
        using var answer = await _http.GetAsync(ConfigMaps + query);
        answer.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("\"Expired\"");
    }

    [Fact]
    public async Task Stale_reads_show_the_state_of_when_the_fault_was_added()
    {
        await CreateAsync("two");
        using (Add(new Fault.Stale()))
        {
            (await _http.DeleteAsync(ConfigMaps + "/two")).EnsureSuccessStatusCode();
            await CreateAsync("three");
            using var patch = new StringContent("""{"data":{"k":"w"}}""", System.Text.Encoding.UTF8, "application/merge-patch+json");
            (await _http.PatchAsync(ConfigMaps + "/one", patch)).EnsureSuccessStatusCode();

            (await NamesAsync()).ShouldBe(["one", "two"]);
            (await _http.GetAsync(ConfigMaps + "/three")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await _http.GetAsync(ConfigMaps + "/two")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await _http.GetFromJsonAsync<JsonObject>(ConfigMaps + "/one"))!["data"]!["k"]!.GetValue<string>().ShouldBe("v");
        }

        (await NamesAsync()).ShouldBe(["one", "three"]);
        (await _http.GetFromJsonAsync<JsonObject>(ConfigMaps + "/one"))!["data"]!["k"]!.GetValue<string>().ShouldBe("w");
    }

    [Fact]
    public async Task A_rule_lets_some_pass_and_meets_only_so_many()
    {
        using var fault = _server.Faults.Add(new FaultRule { Fault = new Fault.Answer(500), Verb = "get", Name = "one", Skip = 1, Times = 2 });
        var codes = new List<int>();
        for (var i = 0; i < 4; i++) codes.Add((int)(await _http.GetAsync(ConfigMaps + "/one")).StatusCode);
        codes.ShouldBe([200, 500, 500, 200]);
        _server.Faults.Struck.ShouldBe(2);
    }

    private IDisposable Add(Fault fault, string? verb = null) => _server.Faults.Add(new FaultRule { Fault = fault, Verb = verb, Resource = "configmaps" });

    private static HttpClient Client(Uri address) => new() { BaseAddress = address };

    private async Task<StreamReader> WatchAsync(string from)
    {
        var query = $"?watch=true&resourceVersion={from}&fieldSelector=metadata.name%3Done";
        return new StreamReader(await _http.GetStreamAsync(ConfigMaps + query));
    }

    // Frames may be under way when it is cut.
    private static async Task ReadToEndAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is not null)
        {
        }
    }

    private async Task<List<string>> NamesAsync()
    {
        var list = await _http.GetFromJsonAsync<JsonObject>(ConfigMaps + "?labelSelector=test");
        return [.. list!["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>())];
    }

    private async Task CreateAsync(string name)
    {
        using var made = await _http.PostAsJsonAsync(ConfigMaps, ConfigMap(name));
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
    }

    private static JsonObject ConfigMap(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["test"] = "" } },
        ["data"] = new JsonObject { ["k"] = "v" },
    };
}
