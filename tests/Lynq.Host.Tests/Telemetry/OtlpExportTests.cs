using Lynq.Host.Tests.Operating;
using Lynq.Testing;

namespace Lynq.Host.Tests.Telemetry;

/// <summary>What a running operator sends to a collector.</summary>
public sealed class OtlpExportTests
{
    [Theory]
    [InlineData("http/protobuf", "/v1/traces", "/v1/metrics")]
    [InlineData("grpc", "/opentelemetry.proto.collector.trace.v1.TraceService/Export", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")]
    public async Task Sends_a_span_for_each_sync_node_and_call_and_all_metrics(string protocol, string traces, string metrics)
    {
        await using var collector = await TinyCollector.StartAsync(grpc: protocol == "grpc");
        await using var cluster = await SmallCluster.StartAsync();
        await cluster.CreateHubAsync("acme");
        await cluster.CreateFormAsync();
        await using var lynq = await RunningOperator.StartAsync(
            cluster.Kubeconfig, "--enable-webhooks=false", $"--otlp-endpoint={collector.Address}", $"--otlp-protocol={protocol}",
            "OTEL_METRIC_EXPORT_INTERVAL=500", "OTEL_BSP_SCHEDULE_DELAY=200");
        await cluster.ReadyAsync("acme-shop");

        foreach (var span in (string[])["lynqhub.sync", "lynqnode.write", "lynqnode.pass", "kubernetes.request", "acme-shop", "tenants"])
            await Eventually.Holds(() => collector.Has(traces, span), $"{span} arrives as part of a trace");
        foreach (var metric in (string[])["hub_desired", "lynqnode_resources_ready", "apply_attempts_total", "lynq.kubernetes.requests", "process_resident_memory_bytes"])
            await Eventually.Holds(() => collector.Has(metrics, metric), $"{metric} arrives");
        collector.Has(traces, "plan-of-acme").ShouldBeFalse("a trace tells no values of rows");
        collector.Paths.ShouldBe([metrics, traces], ignoreOrder: true);
    }
}
