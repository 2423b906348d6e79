using Lynq.Actors.Operation;
using Lynq.Host.Metrics;
using Lynq.Host.Operating;
using Lynq.Host.Settings;
using Lynq.Kubernetes;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Lynq.Host.Telemetry;

/// <summary>Sends metrics and traces to an OpenTelemetry collector, when one is configured.</summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    private OtlpExport(OtlpTarget target, string instance)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("lynq", serviceVersion: BuildVersion.Text, serviceInstanceId: instance);
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(OperatorMetrics.MeterName, ProcessMetrics.MeterName, ClientTelemetry.Name)
            .AddOtlpExporter(exporter => Configure(exporter, target, "v1/metrics"))
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(ClientTelemetry.Name, OperatorMetrics.MeterName)
            .AddOtlpExporter(exporter => Configure(exporter, target, "v1/traces"))
            .Build();
    }

    /// <summary>Starts exporting, or returns null when no collector is configured.</summary>
    /// <exception cref="SettingsException">The endpoint is no address.</exception>
    public static OtlpExport? Start(OperatorSettings settings, string instance) =>
        OtlpTarget.Find(settings.TextOrNull("otlp-endpoint"), settings.TextOrNull("otlp-protocol"), Environment.GetEnvironmentVariable) is { } target
            ? new OtlpExport(target, instance)
            : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
    }

    private static void Configure(OtlpExporterOptions exporter, OtlpTarget target, string path)
    {
        exporter.Protocol = target.Http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = target.For(path);
    }
}
