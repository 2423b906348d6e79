using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lynq.Kubernetes;

namespace Lynq.Benchmarks.Kubernetes;

/// <summary>The same applies of small ConfigMaps, by our client and by a bare HttpClient loop.</summary>
internal sealed class ApplyLoad(string ns, int objects, int workers)
{
    public static ApiResource ConfigMaps { get; } = new("", "v1", "ConfigMap", "configmaps", Namespaced: true);

    /// <summary>Applies each object once by our client; returns applies a second.</summary>
    public Task<double> ByClientAsync(IKubernetesClient client, int round) => MeasureAsync(async (i, token) =>
        await client.ApplyAsync(ConfigMaps.Named(ns, Name(i)), Body(i, round), Representation.Metadata, null, null, token));

    /// <summary>Applies each object once with nothing but HttpClient; returns applies a second. Answers are read to their end and not looked at.</summary>
    public Task<double> ByBareLoopAsync(HttpClient http, int round) => MeasureAsync(async (i, token) =>
    {
        using var message = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/namespaces/{ns}/configmaps/{Name(i)}?fieldManager=lynq-operator");
        message.Headers.TryAddWithoutValidation("Accept", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json");
        message.Content = new StringContent(Body(i, round).ToJsonString(), Encoding.UTF8, "application/apply-patch+yaml");
        using var response = await http.SendAsync(message, token);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync(token);
    });

    private async Task<double> MeasureAsync(Func<int, CancellationToken, Task> apply)
    {
        var next = -1;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < objects)
                await apply(i, CancellationToken.None);
        })));
        return objects / clock.Elapsed.TotalSeconds;
    }

    private static string Name(int i) => "c" + i.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Body(int i, int round) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = Name(i), ["labels"] = new JsonObject { ["lynq.sh/node"] = "n" + (i / 3).ToString(CultureInfo.InvariantCulture) } },
        ["data"] = new JsonObject { ["host"] = $"tenant-{i}.example.com", ["round"] = round.ToString(CultureInfo.InvariantCulture) },
    };
}
