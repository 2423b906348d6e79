using Lynq.Actors.Operation;
using Lynq.Host.Metrics;
using Lynq.Host.Operating;
using Lynq.Host.Settings;
using Lynq.Kubernetes;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Lynq.Host.Telemetry;

/// <summary>Sends metrics and traces to an OpenTelemetry collector, when one is configured.</summary>
internal sealed class OtlpExport : IDisposable
{
    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    private OtlpExport(Uri endpoint, string instance)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("lynq", serviceVersion: BuildVersion.Text, serviceInstanceId: instance);
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(OperatorMetrics.MeterName, ProcessMetrics.MeterName, ClientTelemetry.Name)
            .AddOtlpExporter(exporter => exporter.Endpoint = endpoint)
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(ClientTelemetry.Name, OperatorMetrics.MeterName)
            .AddOtlpExporter(exporter => exporter.Endpoint = endpoint)
            .Build();
    }

    /// <summary>Starts exporting, or returns null when no collector is configured.</summary>
    /// <exception cref="SettingsException">The endpoint is no address.</exception>
    public static OtlpExport? Start(OperatorSettings settings, string instance)
    {
        var configured = settings.TextOrNull("otlp-endpoint") ?? Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT");
        if (string.IsNullOrEmpty(configured))
            return null;
        return Uri.TryCreate(configured, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"
            ? new OtlpExport(endpoint!, instance)
            : throw new SettingsException($"flag --otlp-endpoint: \"{configured}\" is no address such as http://collector:4317");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
    }
}
