using Lynq.Host.Tests.Operating;
using Lynq.Testing;

namespace Lynq.Host.Tests.Telemetry;

/// <summary>What a running operator sends to a collector.</summary>
public sealed class OtlpExportTests
{
    [Fact]
    public async Task Sends_a_span_for_each_sync_node_and_call_and_all_metrics()
    {
        await using var collector = await TinyCollector.StartAsync();
        await using var cluster = await SmallCluster.StartAsync();
        await cluster.CreateHubAsync("acme");
        await cluster.CreateFormAsync();
        await using var lynq = await RunningOperator.StartAsync(
            cluster.Kubeconfig, "--enable-webhooks=false", $"--otlp-endpoint={collector.Address}", "--otlp-protocol=http/protobuf",
            "OTEL_METRIC_EXPORT_INTERVAL=500", "OTEL_BSP_SCHEDULE_DELAY=200");
        await cluster.ReadyAsync("acme-shop");

        foreach (var span in (string[])["lynqhub.sync", "lynqnode.write", "lynqnode.pass", "kubernetes.request", "acme-shop", "tenants"])
            await Eventually.Holds(() => collector.Has("/v1/traces", span), $"{span} arrives as part of a trace");
        foreach (var metric in (string[])["hub_desired", "lynqnode_resources_ready", "apply_attempts_total", "lynq.kubernetes.requests", "process_resident_memory_bytes"])
            await Eventually.Holds(() => collector.Has("/v1/metrics", metric), $"{metric} arrives");
        collector.Has("/v1/traces", "plan-of-acme").ShouldBeFalse("a trace tells no values of rows");
        collector.Paths.ShouldBe(["/v1/metrics", "/v1/traces"], ignoreOrder: true);
    }
}
