using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;
using Lynq.Kubernetes.Configuration;
using Lynq.Kubernetes.Transport;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// What the API server can do: the writes of a node, sent again and again under other names by nothing but HttpClient. Its rate is what
/// the operator's is compared with.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    public const string Namespace = "bench-bare";
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

    public void Dispose() => _http.Dispose();

    private double Cpu() => ProcessUsage.CpuSeconds(_world.Server.Processes) + Environment.CpuUsage.TotalTime.TotalSeconds;

    private async Task WriteNodeAsync(string name)
    {
        const string Nodes = $"/apis/operator.lynq.sh/v1/namespaces/{Namespace}/lynqnodes";
        var created = await WriteAsync(HttpMethod.Post, $"{Nodes}?fieldManager=bare", _sample.Node(Namespace, name), "application/json");
        foreach (var (kind, child, body) in _sample.Children(Namespace, name, UidOf(created)))
            await WriteAsync(HttpMethod.Patch, $"/api/v1/namespaces/{Namespace}/{kind.Plural}/{child}?fieldManager=bare&force=true", body, "application/apply-patch+yaml");
        await WriteAsync(HttpMethod.Patch, $"{Nodes}/{_sample.NodeName(name)}/status?fieldManager=bare", _sample.Status(Namespace, name), "application/merge-patch+json");
    }

    private static string UidOf(byte[] created)
    {
        using var answer = JsonDocument.Parse(created);
        return answer.RootElement.GetProperty("metadata").GetProperty("uid").GetString()!;
    }

    private async Task<byte[]> WriteAsync(HttpMethod method, string path, byte[] body, string type)
    {
        using var message = new HttpRequestMessage(method, new Uri(_configuration.Server, path));
        message.Headers.TryAddWithoutValidation("Accept", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", "bare-loop");
        message.Headers.Authorization = await _configuration.Credential.AuthorizeAsync(false, CancellationToken.None);
        message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var response = await _http.SendAsync(message, CancellationToken.None);
        var answer = await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{method} {path}: {response.StatusCode}, {System.Text.Encoding.UTF8.GetString(answer)}");
    }
}
