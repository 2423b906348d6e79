using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Lynq.Benchmarks.Reporting;
using Lynq.Kubernetes;

namespace Lynq.Benchmarks.Kubernetes;

/// <summary>What an informer holds for many objects of which it keeps who owns them. Under 60 MB for 100,000 is asked for.</summary>
internal static class InformerBenchmark
{
    public static async Task RunAsync(Report report, int objects = 100_000)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var stop = new CancellationTokenSource();
        var options = InformerOptions.Metadata(ApplyLoad.ConfigMaps, item => item.Metadata.OwnerReferences![0].Uid, (_, _) => default) with { StreamInitialList = false };
        var informer = new Informer<PartialObjectMetadata, string>(new PagedObjects(objects), options);
        var running = informer.RunAsync(stop.Token);
        await informer.WaitForSyncAsync(stop.Token);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        report.Add(new Figure("informer", $"held for {informer.Count} objects of which the owner is kept", held / 1e6, "MB") { Limit = Limit.AtMost(60), Note = $"{held / (double)objects:F0} bytes each" });
        await stop.CancelAsync();
        await running;
    }

    /// <summary>Pages of metadata as a server writes them, read as the client reads them.</summary>
    private sealed class PagedObjects(int objects) : IKubernetesClient
    {
        public Task<T> SendAsync<T>(KubernetesRequest request, Representation<T> representation, CancellationToken cancellationToken)
        {
            var from = int.Parse(request.Parameter("continue") ?? "0", CultureInfo.InvariantCulture);
            var to = Math.Min(objects, from + int.Parse(request.Parameter("limit")!, CultureInfo.InvariantCulture));
            var json = new StringBuilder("{\"metadata\":{\"resourceVersion\":\"1\"").Append(to < objects ? $",\"continue\":\"{to}\"" : "").Append("},\"items\":[");
            for (var i = from; i < to; i++)
                json.Append(i > from ? "," : "").Append(Item(i));
            return Task.FromResult(JsonSerializer.Deserialize(json.Append("]}").ToString(), representation.Type)!);
        }

        public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(KubernetesRequest request, Representation<T> representation, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            yield break;
        }

        private static string Item(int i) =>
            $$$"""
            {"metadata":{"name":"tenant-{{{i}}}-web-config","namespace":"tenants-{{{i % 100}}}","uid":"{{{Guid.NewGuid()}}}","resourceVersion":"{{{1_000_000 + i}}}",
             "labels":{"app":"web","tenant":"t{{{i}}}"},"annotations":{"lynq.sh/applied-hash":"0123456789abcdef"},
             "ownerReferences":[{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","name":"tenant-{{{i}}}-web","uid":"{{{Guid.NewGuid()}}}","controller":true}]}}
            """;
    }
}
