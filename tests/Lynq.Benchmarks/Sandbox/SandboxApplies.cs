using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Lynq.Benchmarks.Reporting;
using Lynq.Sandbox;

namespace Lynq.Benchmarks.Sandbox;

/// <summary>Small server-side applies per second over loopback, and what the objects cost in memory.</summary>
internal static class SandboxApplies
{
    public static async Task RunAsync(Report report, int count = 100_000)
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { RequestHistoryLimit = 0 });
        using var http = new HttpClient { BaseAddress = server.Url };
        await ApplyAsync(http, 0, 2_000, "warm");
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await ApplyAsync(http, 0, count, "v");
        var created = watch.Elapsed;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        watch.Restart();
        await ApplyAsync(http, 0, Math.Min(count, 20_000), "w");
        var changed = watch.Elapsed;
        report.Add(new Figure("sandbox", "small applies that create", count / created.TotalSeconds, "/s") { Limit = Limit.AtLeast(5000) });
        report.Add(new Figure("sandbox", "small applies that change", Math.Min(count, 20_000) / changed.TotalSeconds, "/s") { Limit = Limit.AtLeast(5000) });
        report.Add(new Figure("sandbox", "CPU of server and client an apply", cpu.TotalMicroseconds / count, "us") { Note = "5,000 a second on two cores leave 400 us" });
        report.Add(new Figure("sandbox", $"held by {count} objects", held / 1048576.0, "MiB") { Limit = Limit.AtMost(1024) });
    }

    private static Task ApplyAsync(HttpClient http, int from, int to, string value) =>
        Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, cancellation) =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{(value == "warm" ? "warm" : "object")}-{i}");
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/namespaces/default/configmaps/{name}?fieldManager=bench&force=true");
            request.Content = new StringContent(
                $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","labels":{"app":"bench"}},"data":{"key":"{{{value}}}"}}""",
                Encoding.UTF8, new MediaTypeHeaderValue("application/apply-patch+yaml"));
            using var response = await http.SendAsync(request, cancellation);
            response.EnsureSuccessStatusCode();
        });
}
