using System.Globalization;
using System.Text.Json;
using Lynq.Host.Logging;
using Serilog.Events;
using Serilog.Parsing;

namespace Lynq.Host.Tests.Logging;

/// <summary>Lines of the log as the original's logger writes them (contract §16.4).</summary>
public sealed class ZapJsonFormatterTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 4, 5, 6, 7, 89, TimeSpan.FromHours(2));

    [Fact]
    public void A_line_says_level_time_logger_and_message_and_the_message_s_own_keys()
    {
        var line = Line(new("rfc3339", LogEventLevel.Fatal), LogEventLevel.Information, "{Resources} of {Node} are \"ready\" in {Seconds}", ("Resources", 3), ("Node", "acme-shop"), ("Seconds", 1.5), ("SourceContext", "lynq.node"));

        line.ShouldBe("""{"level":"info","ts":"2026-03-04T03:06:07Z","logger":"lynq.node","msg":"3 of acme-shop are \"ready\" in 1.5","resources":3,"node":"acme-shop","seconds":1.5}""");
    }

    [Theory]
    [InlineData("epoch", "1772593567.089")]
    [InlineData("millis", "1772593567089")]
    [InlineData("nano", "1772593567089000000")]
    [InlineData("iso8601", "\"2026-03-04T03:06:07.089Z\"")]
    [InlineData("rfc3339nano", "\"2026-03-04T03:06:07.0890000Z\"")]
    public void The_time_is_written_as_the_flag_says(string encoding, string expected) =>
        JsonDocument.Parse(Line(new(encoding, LogEventLevel.Fatal), LogEventLevel.Debug, "m")).RootElement.GetProperty("ts").GetRawText().ShouldBe(expected);

    [Theory]
    [InlineData(LogEventLevel.Error, true)]
    [InlineData(LogEventLevel.Warning, false)]
    public void An_exception_is_named_and_its_stack_is_told_from_the_level_of_the_flag_on(LogEventLevel level, bool told)
    {
        var line = JsonDocument.Parse(Line(new("epoch", LogEventLevel.Error), level, "m", new InvalidOperationException("no such row"))).RootElement;

        line.GetProperty("error").GetString().ShouldBe("no such row");
        line.TryGetProperty("stacktrace", out _).ShouldBe(told);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)]
    public void A_line_holds_nothing_of_the_one_before_it_on_the_same_thread(int length)
    {
        var formatter = new ZapJsonFormatter("epoch", LogEventLevel.Fatal);
        Line(formatter, LogEventLevel.Information, new string('ä', length)).Length.ShouldBeGreaterThan(length);

        Line(formatter, LogEventLevel.Warning, "short").ShouldBe("""{"level":"warn","ts":1772593567.089,"msg":"short"}""");
    }

    [Fact]
    public void A_line_that_could_not_be_written_leaves_the_next_one_whole()
    {
        var formatter = new ZapJsonFormatter("epoch", LogEventLevel.Fatal);
        Should.Throw<InvalidOperationException>(() => Line(formatter, LogEventLevel.Information, "{Broken}", ("Broken", new Unprintable())));

        Line(formatter, LogEventLevel.Information, "whole").ShouldBe("""{"level":"info","ts":1772593567.089,"msg":"whole"}""");
    }

    [Fact]
    public void A_value_that_logs_while_it_is_written_disturbs_no_line()
    {
        var formatter = new ZapJsonFormatter("epoch", LogEventLevel.Fatal);
        var talkative = new Talkative(() => Line(formatter, LogEventLevel.Debug, "inner"));

        Line(formatter, LogEventLevel.Information, "outer", ("Value", talkative)).ShouldBe("""{"level":"info","ts":1772593567.089,"msg":"outer","value":"said"}""");
        talkative.Line.ShouldBe("""{"level":"debug","ts":1772593567.089,"msg":"inner"}""");
    }

    private static string Line(ZapJsonFormatter formatter, LogEventLevel level, string template, params (string Key, object Value)[] properties) =>
        Line(formatter, level, template, null, properties);

    private static string Line(ZapJsonFormatter formatter, LogEventLevel level, string template, Exception? exception, params (string Key, object Value)[] properties)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        formatter.Format(new LogEvent(Moment, level, exception, new MessageTemplateParser().Parse(template), properties.Select(p => new LogEventProperty(p.Key, new ScalarValue(p.Value)))), output);
        var text = output.ToString();
        text.ShouldEndWith("}\n");
        return text[..^1];
    }

    private sealed class Talkative(Func<string> log)
    {
        public string? Line { get; private set; }

        public override string ToString()
        {
            Line = log();
            return "said";
        }
    }

    private sealed class Unprintable
    {
        public override string ToString() => throw new InvalidOperationException("unprintable");
    }
}
