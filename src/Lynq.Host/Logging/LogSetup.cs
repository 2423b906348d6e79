using Lynq.Host.Settings;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace Lynq.Host.Logging;

/// <summary>Sets logging up from the zap flags of contract §16.1.</summary>
internal static class LogSetup
{
    /// <summary>Creates the logger factory that writes to standard error, as the original does.</summary>
    public static ILoggerFactory Create(OperatorSettings settings)
    {
        var developer = settings.IsOn("zap-devel");
        var level = developer ? LogEventLevel.Debug : Level(settings.Text("zap-log-level"));
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting", LogEventLevel.Warning)
            // A server that cannot be started ends the process with a message of its own.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting", LogEventLevel.Fatal);
        var console = developer || string.Equals(settings.Text("zap-encoder"), "console", StringComparison.OrdinalIgnoreCase);
        configuration = console
            ? configuration.WriteTo.Console(
                formatProvider: CultureInfo.InvariantCulture,
                outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u4} {SourceContext} {Message:lj}{NewLine}{Exception}",
                standardErrorFromLevel: LogEventLevel.Verbose)
            : configuration.WriteTo.Console(
                new ZapJsonFormatter(settings.Text("zap-time-encoding").ToLowerInvariant(), Level(settings.Text("zap-stacktrace-level"))),
                standardErrorFromLevel: LogEventLevel.Verbose);
        return new SerilogLoggerFactory(configuration.CreateLogger(), dispose: true);
    }

    private static LogEventLevel Level(string text) => text.ToLowerInvariant() switch
    {
        "debug" => LogEventLevel.Debug,
        "info" => LogEventLevel.Information,
        "warn" => LogEventLevel.Warning,
        "error" => LogEventLevel.Error,
        "panic" => LogEventLevel.Fatal,
        // A number is zap's verbosity: 0 is info, anything above shows debug lines.
        var number when int.TryParse(number, CultureInfo.InvariantCulture, out var verbosity) => verbosity > 0 ? LogEventLevel.Debug : LogEventLevel.Information,
        _ => LogEventLevel.Information,
    };
}
