using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Tests.Skipping;
using Shouldly;
using Xunit;

namespace Lynq.Sandbox.Tests.Conformance;

/// <summary>The same cases on every server.</summary>
public abstract class ConformanceTests(ConformanceServer server)
{
    public static TheoryData<string> Titles => [.. ConformanceCase.All.Select(one => one.Title)];

    protected async Task RunAsync(string title)
    {
        var one = ConformanceCase.All.Single(known => known.Title == title);
        // Discovery decides: a case for a kind that this server does not serve has nothing to show there.
        if (await server.WhyNotAsync(one) is { } missing) throw new SkippedException(missing);

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var run = new ConformanceRun(server.Http, await server.NewNamespaceAsync());
                foreach (var step in one.Steps) await run.StepAsync(step);
                return;
            }
            catch (Exception lost) when (lost is HttpRequestException or InvalidOperationException && attempt < Attempts && server.CanCrash)
            {
                await server.RecoverAsync();
            }
        }
    }

    // Old API servers built by newer Go die of a map iterator's fault now and then: the case begins again on a new process.
    private const int Attempts = 10;
}

/// <summary>A server that the cases run on.</summary>
public abstract class ConformanceServer : IAsyncLifetime
{
    private readonly Dictionary<string, HashSet<string>> _served = new(StringComparer.Ordinal);
    private int _namespaces;
    private JsonObject? _version;

    public abstract HttpClient Http { get; }

    /// <summary>Whether a cluster's whole set of controllers writes to the objects too.</summary>
    public virtual bool HasControllers => false;

    /// <summary>Whether the server is a process that may die under a case.</summary>
    public virtual bool CanCrash => false;

    public virtual Task RecoverAsync() => Task.CompletedTask;

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    public async Task<string> NewNamespaceAsync()
    {
        var name = $"conformance-{Guid.NewGuid().ToString("N")[..8]}-{Interlocked.Increment(ref _namespaces)}";
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = name } };
        using var made = await Http.PostAsJsonAsync("/api/v1/namespaces", body);
        made.IsSuccessStatusCode.ShouldBeTrue(await made.Content.ReadAsStringAsync());
        return name;
    }

    public async Task<string?> WhyNotAsync(ConformanceCase one)
    {
        foreach (var step in one.Steps)
        {
            if (await WhyUnlikeAsync(step) is { } unlike) return unlike;
            var words = step.Split(' ');
            if (words[0] is "unlike" or "set" or "same" or "differs" || words[1].StartsWith('/')) continue;
            var (version, plural) = Shorthands.Of(words[1]);
            if (!_served.TryGetValue(version, out var resources)) _served[version] = resources = await DiscoverAsync(version);
            if (!resources.Contains(plural)) return $"discovery knows no {plural} in {version}";
        }

        return null;
    }

    protected static HttpClient Connect(Uri address) => new() { BaseAddress = address };

    /// <summary>Defines the kinds that the cases use.</summary>
    protected async Task DefineKindsAsync()
    {
        foreach (var crd in ConformanceKinds.All)
        {
            using var made = await Http.PostAsJsonAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", crd);
            (made.IsSuccessStatusCode || made.StatusCode == System.Net.HttpStatusCode.Conflict).ShouldBeTrue(await made.Content.ReadAsStringAsync());
            var run = new ConformanceRun(Http, "default");
            await run.StepAsync($"EVENTUALLY /apis/conformance.lynq.sh/v1/{crd["spec"]!["names"]!["plural"]} => 200");
        }
    }

    // "unlike 1.20: reason" says where the sandbox follows newer servers; "unlike controllers: reason" what a cluster's own controllers disturb.
    private async Task<string?> WhyUnlikeAsync(string step)
    {
        if (!step.StartsWith("unlike ", StringComparison.Ordinal)) return null;
        var (subject, reason) = step[7..].Split(": ", 2) is [var first, var second] ? (first, second) : throw new FormatException(step);
        if (subject == "controllers") return HasControllers ? reason : null;
        _version ??= await Http.GetFromJsonAsync<JsonObject>("/version");
        return _version!["gitVersion"]!.GetValue<string>().StartsWith($"v{subject}.", StringComparison.Ordinal) ? reason : null;
    }

    private async Task<HashSet<string>> DiscoverAsync(string version)
    {
        using var response = await Http.GetAsync(version.Contains('/', StringComparison.Ordinal) ? "/apis/" + version : "/api/" + version);
        if (!response.IsSuccessStatusCode) return [];
        var list = await response.Content.ReadFromJsonAsync<JsonObject>();
        return [.. list!["resources"]!.AsArray().Select(resource => resource!["name"]!.GetValue<string>())];
    }
}

public sealed class SandboxConformanceServer : ConformanceServer
{
    private SandboxServer? _server;
    private HttpClient? _http;

    public override HttpClient Http => _http!;

    public override async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync();
        _http = Connect(_server.Url);
        await DefineKindsAsync();
    }

    public override async Task DisposeAsync()
    {
        _http?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }
}

public sealed class SandboxConformanceTests(SandboxConformanceServer server) : ConformanceTests(server), IClassFixture<SandboxConformanceServer>
{
    [SkippingTheory]
    [MemberData(nameof(Titles))]
    public Task Sandbox_behaves_as_written(string title) => RunAsync(title);
}
