using Lynq.Host.Settings;
using Lynq.Host.Telemetry;

namespace Lynq.Host.Tests.Telemetry;

public sealed class OtlpTargetTests
{
    [Theory]
    [InlineData("http://collector:4317", null, null, "http://collector:4317/", "http://collector:4317/")]
    [InlineData("http://collector:4318", null, null, "http://collector:4318/v1/traces", "http://collector:4318/v1/metrics")]
    [InlineData("http://collector:9999/otlp/", "http/protobuf", null, "http://collector:9999/otlp/v1/traces", "http://collector:9999/otlp/v1/metrics")]
    [InlineData("http://collector:4318", "grpc", null, "http://collector:4318/", "http://collector:4318/")]
    [InlineData("http://collector:4317", "", "http/protobuf", "http://collector:4317/v1/traces", "http://collector:4317/v1/metrics")]
    public void Knows_where_each_signal_goes(string endpoint, string? protocol, string? variable, string traces, string metrics)
    {
        var target = OtlpTarget.Find(endpoint, protocol, name => name == "OTEL_EXPORTER_OTLP_PROTOCOL" ? variable : null)!;
        target.For("v1/traces").AbsoluteUri.ShouldBe(traces);
        target.For("v1/metrics").AbsoluteUri.ShouldBe(metrics);
    }

    [Fact]
    public void Takes_the_usual_variable_where_no_flag_names_a_collector()
    {
        OtlpTarget.Find("", null, name => name == "OTEL_EXPORTER_OTLP_ENDPOINT" ? "http://usual:4317" : null)!.Address.Host.ShouldBe("usual");
        OtlpTarget.Find("", null, _ => null).ShouldBeNull();
    }

    [Fact]
    public void Names_the_origin_of_a_wrong_value()
    {
        Should.Throw<SettingsException>(() => OtlpTarget.Find("collector:4317", null, _ => null))
            .Message.ShouldBe("flag --otlp-endpoint: \"collector:4317\" is no address such as http://collector:4317");
        Should.Throw<SettingsException>(() => OtlpTarget.Find("http://c:4317", null, _ => "carrier-pigeon"))
            .Message.ShouldBe("environment variable OTEL_EXPORTER_OTLP_PROTOCOL: \"carrier-pigeon\" is not one of grpc, http/protobuf");
    }
}
