using System.Diagnostics;
using System.Globalization;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;
using Lynq.Testing;

namespace Lynq.Benchmarks.Kubernetes;

/// <summary>HTTP/1.1 against HTTP/2 on a real API server: rate, and CPU of client and server, for the same applies.</summary>
internal static class HttpVersionBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var objects = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
        await using var plane = await ControlPlane.StartAsync();
        var load = new ApplyLoad(await plane.CreateNamespaceAsync(), objects, workers: 8);
        var configuration = KubernetesConfigurationLoader.FromFiles([plane.OperatorKubeconfig]);
        var server = Process.GetProcessesByName("kube-apiserver").Single(process => File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(plane.Folder, StringComparison.Ordinal));
        var round = 0;
        foreach (var versions in (HttpVersions[])[HttpVersions.Http11, HttpVersions.Http11, HttpVersions.Http2WhenOffered, HttpVersions.Http11, HttpVersions.Http2WhenOffered])
        {
            using var client = new KubernetesClient(configuration, new() { HttpVersions = versions });
            var (own, theirs) = (Environment.CpuUsage.TotalTime, Cpu(server));
            var rate = await load.ByClientAsync(client, round);
            own = Environment.CpuUsage.TotalTime - own;
            theirs = Cpu(server) - theirs;
            var label = round++ == 0 ? "warm-up" : versions.ToString();
            Console.WriteLine($"{label}: {rate:F0} applies/s, client {own.TotalMilliseconds / objects:F3} ms CPU an apply, server {theirs.TotalMilliseconds / objects:F3} ms, limit {client.ConcurrencyLimit}");
        }

        return 0;
    }

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }
}
