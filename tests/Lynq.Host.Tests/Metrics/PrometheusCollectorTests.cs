using System.Diagnostics.Metrics;
using System.Globalization;
using Lynq.Host.Metrics;

namespace Lynq.Host.Tests.Metrics;

public sealed class PrometheusCollectorTests : IDisposable
{
    private readonly string _name = $"test-{Guid.NewGuid()}";
    private readonly Meter _meter;
    private readonly PrometheusCollector _collector;

    public PrometheusCollectorTests()
    {
        _meter = new Meter(_name);
        _collector = new PrometheusCollector(_name);
    }

    [Fact]
    public void Counters_add_up_by_labels_sorted_by_name()
    {
        var counter = _meter.CreateCounter<long>("apply_attempts_total", description: "Applies");
        counter.Add(2, new("result", "success"), new("kind", "Secret"));
        counter.Add(3, new("kind", "Secret"), new("result", "success"));

        Text().ShouldBe("""
            # HELP apply_attempts_total Applies
            # TYPE apply_attempts_total counter
            apply_attempts_total{kind="Secret",result="success"} 5

            """);
    }

    [Fact]
    public void Histograms_use_the_advised_buckets_cumulatively()
    {
        var histogram = _meter.CreateHistogram<double>("pass_duration", "s", "Pass", advice: new() { HistogramBucketBoundaries = [0.1, 1] });
        histogram.Record(0.1);
        histogram.Record(0.5);
        histogram.Record(7);

        Text().ShouldBe("""
            # HELP pass_duration_seconds Pass
            # TYPE pass_duration_seconds histogram
            pass_duration_seconds_bucket{le="0.1"} 1
            pass_duration_seconds_bucket{le="1"} 2
            pass_duration_seconds_bucket{le="+Inf"} 3
            pass_duration_seconds_sum 7.6
            pass_duration_seconds_count 3

            """);
    }

    [Fact]
    public void The_series_of_an_object_that_is_gone_is_gone()
    {
        var nodes = new List<string> { "a", "b" };
        _meter.CreateObservableGauge("ready", () => nodes.Select(node => new Measurement<int>(1, new KeyValuePair<string, object?>("node", node))));

        Text().ShouldContain("ready{node=\"b\"} 1");
        nodes.Remove("b");

        var after = Text();
        after.ShouldContain("ready{node=\"a\"} 1");
        after.ShouldNotContain("node=\"b\"");
    }

    [Fact]
    public void Values_and_labels_are_escaped_as_the_format_demands()
    {
        _meter.CreateGauge<double>("odd.name").Record(double.PositiveInfinity, new KeyValuePair<string, object?>("a.b", "x\"\\\ny"));

        Text().ShouldContain("odd_name{a_b=\"x\\\"\\\\\\ny\"} +Inf\n");
    }

    [Fact]
    public void Instruments_of_other_meters_are_left_out()
    {
        using var other = new Meter($"other-{Guid.NewGuid()}");
        other.CreateCounter<long>("foreign_total").Add(1);

        Text().ShouldBeEmpty();
    }

    [Fact]
    public void Instruments_that_are_not_wanted_are_left_out()
    {
        using var few = new PrometheusCollector(name => name != "lynqnode_resources_ready", _name);
        _meter.CreateGauge<long>("lynqnode_resources_ready").Record(1);
        _meter.CreateGauge<long>("hub_ready").Record(1);
        var text = new StringWriter(CultureInfo.InvariantCulture);

        few.Write(text);

        text.ToString().ShouldContain("hub_ready 1");
        text.ToString().ShouldNotContain("lynqnode_");
    }

    public void Dispose()
    {
        _collector.Dispose();
        _meter.Dispose();
    }

    private string Text()
    {
        var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        _collector.Write(text);
        return text.ToString();
    }
}
