using System.Text.Json.Nodes;
using Lynq.Benchmarks.Reporting;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Sandbox;

namespace Lynq.Benchmarks.Kubernetes;

/// <summary>What our client costs beside a bare HttpClient loop, on the sandbox over plain HTTP. At least 85 % of the bare rate is asked for.</summary>
internal static class ClientBenchmark
{
    private const int Workers = 8;

    public static async Task RunAsync(Report report, int objects = 10_000, int rounds = 20)
    {
        await using var sandbox = await SandboxServer.StartAsync();
        var configuration = KubernetesConfigurationLoader.FromFiles([sandbox.KubeconfigPath]);
        using var client = new KubernetesClient(configuration);
        using var http = new HttpClient { BaseAddress = sandbox.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", sandbox.Token);
        await client.CreateAsync(new("", "v1", "Namespace", "namespaces", Namespaced: false), null, new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = "bench" } });

        // In turns of short slices, so that what else the machine does meets both alike.
        var load = new ApplyLoad("bench", objects / rounds, Workers);
        await load.ByBareLoopAsync(http, 0);
        await load.ByClientAsync(client, 1);
        var ratios = new List<double>();
        var (bareCpu, oursCpu) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 1; round <= rounds; round++)
        {
            var start = Environment.CpuUsage.TotalTime;
            var bare = await load.ByBareLoopAsync(http, round * 2);
            var middle = Environment.CpuUsage.TotalTime;
            var ours = await load.ByClientAsync(client, (round * 2) + 1);
            bareCpu += middle - start;
            oursCpu += Environment.CpuUsage.TotalTime - middle;
            ratios.Add(ours / bare);
            Report.Progress($"slice {round}: bare {bare:F0}/s, client {ours:F0}/s, {ours / bare:P1}, limit {client.ConcurrencyLimit}");
        }

        var median = ratios.Order().ElementAt(ratios.Count / 2);
        report.Add(new Figure("client", $"{objects} applies, {Workers} workers: share of a bare HttpClient loop's rate, median of {rounds} slices", median) { Limit = Limit.AtLeast(0.85) });
        // Does not depend on what else the machine does; the server's part is the same in both.
        report.Add(new Figure("client", "CPU of server and client an apply beside the bare loop's", bareCpu / oursCpu) { Note = $"bare {bareCpu.TotalMicroseconds / objects:F0} us, client {oursCpu.TotalMicroseconds / objects:F0} us" });
    }
}
