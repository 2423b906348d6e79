using Lynq.Host.Settings;

namespace Lynq.Host.Telemetry;

/// <summary>Where a collector listens, and what it speaks there.</summary>
/// <param name="Address">Its base address.</param>
/// <param name="Http">Protobuf over HTTP; else gRPC.</param>
internal sealed record OtlpTarget(Uri Address, bool Http)
{
    // The collector's usual port of the HTTP protocol; 4317 is that of gRPC.
    private const int HttpPort = 4318;

    /// <summary>Finds the collector: the settings first, then OpenTelemetry's own variables; null when nobody names one.</summary>
    /// <exception cref="SettingsException">The endpoint is no address, or the protocol is not known.</exception>
    public static OtlpTarget? Find(string? endpoint, string? protocol, Func<string, string?> variable)
    {
        const string endpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT", protocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";
        var (origin, text) = endpoint is { Length: > 0 } ? ("flag --otlp-endpoint", endpoint) : ($"environment variable {endpointVariable}", variable(endpointVariable));
        if (string.IsNullOrEmpty(text))
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new SettingsException($"{origin}: \"{text}\" is no address such as http://collector:4317");
        return (protocol is { Length: > 0 } ? protocol.ToLowerInvariant() : variable(protocolVariable)) switch
        {
            null or "" => new(address, address.Port == HttpPort),
            "grpc" => new(address, Http: false),
            "http/protobuf" => new(address, Http: true),
            var unknown => throw new SettingsException($"environment variable {protocolVariable}: \"{unknown}\" is not one of grpc, http/protobuf"),
        };
    }

    /// <summary>The address for a signal: over HTTP each has a path of its own below the base.</summary>
    public Uri For(string path) => Http ? new Uri(new Uri(Address.AbsoluteUri.TrimEnd('/') + "/"), path) : Address;
}
