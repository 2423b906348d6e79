using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Lynq.Host.Logging;

/// <summary>
/// One JSON object a line with <c>level</c>, <c>ts</c>, <c>logger</c>, <c>msg</c> and the message's own keys, as the original's
/// zap logger writes them (contract §16.4): dashboards and grep habits go on working.
/// </summary>
internal sealed class ZapJsonFormatter(string timeEncoding, LogEventLevel stackTraces) : ITextFormatter
{
    // Words as they are, without Serilog's quotation marks around each.
    private static readonly MessageTemplateTextFormatter Rendered = new("{Message:lj}", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        // A line for each node of a burst: its buffers are the thread's, not made anew each time.
        var line = LogLine.Begin();
        var json = line.Json;
        json.WriteStartObject();
        json.WriteString("level", Level(logEvent.Level));
        WriteTime(json, logEvent.Timestamp);
        if (logEvent.Properties.TryGetValue("SourceContext", out var source) && source is ScalarValue { Value: string name })
            json.WriteString("logger", name);
        json.WriteString("msg", Message(logEvent));
        WriteProperties(json, logEvent);
        WriteError(json, logEvent);
        json.WriteEndObject();
        line.EndInto(output);
    }

    private static string Message(LogEvent logEvent)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        Rendered.Format(logEvent, text);
        return text.ToString();
    }

    private static string Level(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info",
        LogEventLevel.Warning => "warn",
        LogEventLevel.Error => "error",
        _ => "panic",
    };

    private void WriteTime(Utf8JsonWriter json, DateTimeOffset time)
    {
        switch (timeEncoding)
        {
            case "epoch":
                json.WriteNumber("ts", time.ToUnixTimeMilliseconds() / 1000.0);
                break;
            case "millis":
                json.WriteNumber("ts", time.ToUnixTimeMilliseconds());
                break;
            case "nano":
                json.WriteNumber("ts", (time - DateTimeOffset.UnixEpoch).Ticks * 100);
                break;
            default:
                json.WriteString("ts", time.UtcDateTime.ToString(TimeFormat(), CultureInfo.InvariantCulture));
                break;
        }
    }

    private string TimeFormat() => timeEncoding switch
    {
        "iso8601" => "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        "rfc3339nano" => "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'",
        _ => "yyyy-MM-dd'T'HH:mm:ss'Z'",
    };

    private static void WriteProperties(Utf8JsonWriter json, LogEvent logEvent)
    {
        foreach (var (key, value) in logEvent.Properties)
        {
            if (key is "SourceContext" or "EventId")
                continue;
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(key));
            if (value is ScalarValue { Value: { } scalar })
                WriteScalar(json, scalar);
            else
                json.WriteStringValue(value.ToString());
        }
    }

    private static void WriteScalar(Utf8JsonWriter json, object scalar)
    {
        switch (scalar)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int or long or short or uint:
                json.WriteNumberValue(Convert.ToInt64(scalar, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Convert.ToString(scalar, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void WriteError(Utf8JsonWriter json, LogEvent logEvent)
    {
        if (logEvent.Exception is not { } exception)
            return;
        json.WriteString("error", exception.Message);
        if (logEvent.Level >= stackTraces)
            json.WriteString("stacktrace", exception.ToString());
    }
}
