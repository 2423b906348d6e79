using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Lynq.Sandbox;

namespace Lynq.Benchmarks.Sandbox;

/// <summary>Small server-side applies per second over loopback, and what the objects cost in memory.</summary>
internal static class SandboxApplies
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 100_000;
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { RequestHistoryLimit = 0 });
        using var http = new HttpClient { BaseAddress = server.Url };
        await ApplyAsync(http, 0, 2_000, "warm");
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        await ApplyAsync(http, 0, count, "v");
        var created = watch.Elapsed;
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        watch.Restart();
        await ApplyAsync(http, 0, Math.Min(count, 20_000), "w");
        var changed = watch.Elapsed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"applies that create: {count / created.TotalSeconds:F0}/s; that change: {Math.Min(count, 20_000) / changed.TotalSeconds:F0}/s; {count} objects hold {held / 1048576.0:F0} MiB"));
        return 0;
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
