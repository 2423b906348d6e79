using System.CommandLine;
using Lynq.Host.Logging;
using Lynq.Host.Operating;
using Lynq.Host.Settings;

namespace Lynq.Host.Commands;

/// <summary><c>lynq run</c>: the operator.</summary>
internal static class RunCommand
{
    internal static Command Create(Edition edition)
    {
        var options = edition.Flags.Select(Option).ToList();
        var command = new Command("run", "Run the operator. Every flag is also an environment variable (LYNQ_HUB_CONCURRENCY for --hub-concurrency) and a key of the --config file.");
        foreach (var option in options)
            command.Add(option);
        command.SetAction((result, stop) => RunAsync(Given(result, options), edition, stop));
        return command;
    }

    private static Option<string?> Option(FlagDefinition flag)
    {
        var option = new Option<string?>($"--{flag.Name}")
        {
            Description = flag.Default.Length > 0 ? $"{flag.Description} [default: {flag.Default}]" : flag.Description,
            // A switch alone means true; its value comes after "=".
            Arity = flag.Kind == FlagKind.Switch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
            HelpName = flag.Kind switch
            {
                FlagKind.Choice => string.Join('|', flag.Choices),
                FlagKind.Switch => "true|false",
                var kind => kind.ToString().ToLowerInvariant(),
            },
        };
        string[] known = flag.Kind == FlagKind.Switch ? ["true", "false"] : [.. flag.Choices];
        option.CompletionSources.Add(known);
        return option;
    }

    private static Dictionary<string, string> Given(ParseResult result, IEnumerable<Option<string?>> options)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            if (result.GetResult(option) is { Implicit: false })
                given[option.Name[2..]] = result.GetValue(option) ?? "true";
        }

        return given;
    }

    private static async Task<int> RunAsync(Dictionary<string, string> flags, Edition edition, CancellationToken stop)
    {
        var settings = SettingsReader.Read(flags, Environment.GetEnvironmentVariable, edition.Flags);
        using var loggers = LogSetup.Create(settings);
        await using var process = new OperatorProcess(settings, edition, loggers, TimeProvider.System);
        try
        {
            await process.RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to end while it was starting: that is no failure of an operator.
        }

        return 0;
    }
}
