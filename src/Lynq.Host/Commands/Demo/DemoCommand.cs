using System.CommandLine;
using Lynq.Crds;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Serilog;
using Serilog.Extensions.Logging;

namespace Lynq.Host.Commands.Demo;

/// <summary><c>lynq demo</c>: the whole product in one process, with nothing installed.</summary>
internal static class DemoCommand
{
    internal static Command Create()
    {
        var mysql = new Option<string?>("--mysql") { Description = "Use this table instead: mysql://user:password@host:3306/database/table, with columns id, plan, replicas, active", HelpName = "url" };
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "Use this cluster instead, in a namespace of the demo's own", HelpName = "file" };
        var plain = new Option<bool>("--plain") { Description = "Print a line for each change instead of a live table" };
        var duration = new Option<string?>("--for") { Description = "End by itself after this time, such as 20s or 5m", HelpName = "duration" };
        var untilReady = new Option<bool>("--until-ready") { Description = "End as soon as every active row is ready; exit code 1 if --for comes first" };
        var log = new Option<bool>("--log") { Description = "Print the operator's log to standard error" };
        var command = new Command("demo", "See Lynq at work with nothing installed: a small table, an API server in memory and the operator, in one process.")
        {
            mysql, kubeconfig, plain, duration, untilReady, log, DemoSqlCommand.Create(),
        };
        command.SetAction((result, stop) => RunAsync(
            new DemoSettings
            {
                MySql = result.GetValue(mysql),
                Kubeconfig = result.GetValue(kubeconfig),
                Plain = result.GetValue(plain),
                For = DurationOf(result.GetValue(duration)),
                UntilReady = result.GetValue(untilReady),
                Log = result.GetValue(log),
            },
            result.InvocationConfiguration.Output,
            stop));
        return command;
    }

    private static async Task<int> RunAsync(DemoSettings settings, TextWriter output, CancellationToken stop)
    {
        using var loggers = settings.Log ? Logging() : (ILoggerFactory)NullLoggerFactory.Instance;
        return await new DemoRun(settings, output, loggers).RunAsync(stop);
    }

    private static SerilogLoggerFactory Logging() => new(
        new LoggerConfiguration()
            .WriteTo.Console(formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose)
            .CreateLogger(),
        dispose: true);

    private static TimeSpan? DurationOf(string? text) =>
        text is null ? null
        : SyncInterval.TryParse(text, out var duration) && duration > TimeSpan.Zero ? duration
        : throw new UserException($"--for {text}: write one number and one unit, for example 20s or 5m");
}
