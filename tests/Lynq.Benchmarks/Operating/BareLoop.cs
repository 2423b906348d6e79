using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;
using Lynq.Kubernetes.Configuration;
using Lynq.Kubernetes.Transport;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// What the API server can do: the writes of a node, sent again and again under other names by nothing but HttpClient, at several
/// numbers of requests in flight. The best rate is what the operator is compared with.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    public const string Namespace = "bench-bare";
    private static readonly int[] Levels = [2, 3, 4, 6, 8, 12, 16, 32];
    private readonly World _world;
    private readonly NodeSample _sample;
    private readonly KubernetesConfiguration _configuration;
    private readonly HttpMessageInvoker _http;
    private int _round;

    public BareLoop(World world, NodeSample sample)
    {
        (_world, _sample) = (world, sample);
        _configuration = KubernetesConfigurationLoader.Load(world.Server.OperatorKubeconfig);
        _http = new(ConnectionFactory.Create(_configuration, new() { HttpVersions = Lynq.Kubernetes.HttpVersions.Http11 }), disposeHandler: true);
    }

    /// <summary>The numbers of requests in flight at which short rounds are fastest, the best first.</summary>
    /// <param name="nodes">Nodes of each round.</param>
    /// <param name="count">How many of them.</param>
    public async Task<IReadOnlyList<int>> BestConcurrenciesAsync(int nodes, int count)
    {
        await RunAsync(nodes / 4, 4);
        var rates = new List<BareRate>();
        foreach (var level in Levels) rates.Add(await RunAsync(nodes, level));
        return [.. rates.OrderByDescending(rate => rate.Writes).Take(count).Select(rate => rate.InFlight)];
    }

    /// <summary>
    /// The rate, writes a second, and CPU seconds of everybody for one write. A round should be as long as the operator's and find as
    /// little in the server: a burst is over before the server has paid for it, and each Service costs more than the one before it.
    /// </summary>
    /// <param name="nodes">Nodes written.</param>
    /// <param name="workers">Nodes, and so requests, in flight.</param>
    public async Task<BareRate> RunAsync(int nodes, int workers)
    {
        var round = _round++;
        var next = -1;
        var cpu = Cpu();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < nodes) await WriteNodeAsync($"b{round}x{i}");
        })));
        var writes = nodes * _sample.Writes;
        var rate = new BareRate(writes / clock.Elapsed.TotalSeconds, workers, (Cpu() - cpu) * 1000 / writes);
        Report.Progress($"bare loop, {nodes} nodes, {workers} at a time: {rate.Writes:F0} writes/s, {rate.CpuMilliseconds:F2} ms CPU each");
        return rate;
    }

    /// <summary>Deletes what the loop has made, and waits until it is gone.</summary>
    public async Task CleanAsync()
    {
        string[] collections = ["/api/v1/namespaces/{0}/configmaps", "/api/v1/namespaces/{0}/secrets", "/apis/operator.lynq.sh/v1/namespaces/{0}/lynqnodes"];
        foreach (var collection in collections) await DeleteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, collection, Namespace));
        // Services cannot be deleted as a collection everywhere: the garbage collector and the namespace's end see to them.
        await DeleteAsync($"/api/v1/namespaces/{Namespace}");
        await Lynq.Testing.Eventually.Holds(async () => (await SendAsync(HttpMethod.Get, $"/api/v1/namespaces/{Namespace}", null, null)).Status == HttpStatusCode.NotFound, "the bare loop's namespace is gone", TimeSpan.FromMinutes(10));
        await _world.QuietAsync();
    }

    public void Dispose() => _http.Dispose();

    private double Cpu() => ProcessUsage.CpuSeconds(_world.Server.Processes) + Environment.CpuUsage.TotalTime.TotalSeconds;

    private async Task WriteNodeAsync(string name)
    {
        const string Nodes = $"/apis/operator.lynq.sh/v1/namespaces/{Namespace}/lynqnodes";
        var created = await WriteAsync(HttpMethod.Post, $"{Nodes}?fieldManager=bare", _sample.Node(Namespace, name), "application/json");
        foreach (var (path, body) in _sample.Children(Namespace, name, UidOf(created)))
            await WriteAsync(HttpMethod.Patch, $"/api/v1/namespaces/{Namespace}/{path}?fieldManager=bare&force=true", body, "application/apply-patch+yaml");
        var (statusPath, status) = _sample.Status(Namespace, name);
        await WriteAsync(HttpMethod.Patch, $"{Nodes}/{statusPath}?fieldManager=bare", status, "application/merge-patch+json");
    }

    private static string UidOf(byte[] created)
    {
        using var answer = JsonDocument.Parse(created);
        return answer.RootElement.GetProperty("metadata").GetProperty("uid").GetString()!;
    }

    private async Task<byte[]> WriteAsync(HttpMethod method, string path, byte[] body, string type)
    {
        var (status, answer) = await SendAsync(method, path, body, type);
        return (int)status < 300 ? answer : throw new InvalidOperationException($"{method} {path}: {status}, {System.Text.Encoding.UTF8.GetString(answer)}");
    }

    private async Task DeleteAsync(string path)
    {
        var (status, answer) = await SendAsync(HttpMethod.Delete, path, null, null);
        if ((int)status >= 300 && status != HttpStatusCode.NotFound)
            throw new InvalidOperationException($"DELETE {path}: {status}, {System.Text.Encoding.UTF8.GetString(answer)}");
    }

    private async Task<(HttpStatusCode Status, byte[] Answer)> SendAsync(HttpMethod method, string path, byte[]? body, string? type)
    {
        using var message = new HttpRequestMessage(method, new Uri(_configuration.Server, path));
        message.Headers.TryAddWithoutValidation("Accept", body is null ? "application/json" : "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", "bare-loop");
        message.Headers.Authorization = await _configuration.Credential.AuthorizeAsync(false, CancellationToken.None);
        if (body is not null) message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type!) } };
        using var response = await _http.SendAsync(message, CancellationToken.None);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }
}

/// <summary>What the bare loop reached.</summary>
/// <param name="Writes">Writes a second.</param>
/// <param name="InFlight">At how many requests in flight.</param>
/// <param name="CpuMilliseconds">CPU of server and loop for one write, milliseconds.</param>
internal sealed record BareRate(double Writes, int InFlight, double CpuMilliseconds);
