using System.CommandLine;
using System.CommandLine.Help;
using Lynq.Host.Commands;
using Lynq.Host.Commands.Comparing;
using Lynq.Host.Commands.Demo;
using Lynq.Host.Commands.Reference;
using Lynq.Host.Commands.Rendering;
using Lynq.Host.Commands.Rights;
using Lynq.Host.Commands.Validation;
using Lynq.Host.Commands.Why;
using Lynq.Host.Operating;
using Lynq.Host.Settings;
using Lynq.Kubernetes;
using Lynq.Kubernetes.Configuration;

namespace Lynq.Host;

/// <summary>A mistake of the user's, or of what they gave; the message says which and what to do. Printed as it is, exit code 1.</summary>
internal sealed class UserException(string message) : Exception(message);

/// <summary>The command line: finds the command, runs it, and turns every failure into one message and exit code 1.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line. Without a command it is <c>lynq run</c>, as manifests call it; at a terminal, help.</summary>
    public static async Task<int> InvokeAsync(string[] args, Edition? edition = null)
    {
        edition ??= Edition.Embedded;
        args = WithCommand(GoFlagStyle.Normalise(args, edition.Flags));
        using var termination = new Termination(TimeProvider.System);
        try
        {
            var result = Root(edition).Parse(args);
            if (result.CommandResult.Command is RootCommand && result.UnmatchedTokens is [var word, ..] && !args[0].StartsWith('['))
                throw new UserException($"\"{word}\" is no command (see lynq --help)");
            if (result.Errors is [var error, ..] && !result.CommandResult.Command.Hidden)
                throw new UserException($"{OnOneLine(error.Message)} (see {Path(result.CommandResult)} --help)");
            return await termination.LimitAsync(result.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, termination.Token));
        }
        catch (OperationCanceledException) when (termination.Token.IsCancellationRequested)
        {
            return Termination.ExitCode;
        }
        catch (KubernetesException e) when (e.StatusCode == 0)
        {
            return await SayAsync($"{e.Message}; check that the server which the kubeconfig names runs and can be reached from here");
        }
        catch (KubernetesException e) when (e.IsNotFound && e.Request.Verb == RequestVerb.List && e.Request.Resource?.Group == Crds.LynqApi.Group)
        {
            // A list of a kind that exists is found, be it empty.
            return await SayAsync(Clusters.Cluster.MissingKinds);
        }
        catch (Exception e) when (e is UserException or SettingsException or ConfigurationException or KubernetesException or IOException or UnauthorizedAccessException)
        {
            return await SayAsync(e.Message);
        }
        catch (Exception e)
        {
            return await SayAsync($"unexpected {e.GetType().Name}: {e.Message}; please report it with the command that you ran");
        }
    }

    private static RootCommand Root(Edition edition)
    {
        var root = new RootCommand("Lynq turns the rows of a database into Kubernetes resources.")
        {
            RunCommand.Create(edition),
            DemoCommand.Create(),
            SandboxCommand.Create(),
            ValidateCommand.Create(),
            RenderCommand.Create(),
            DiffCommand.Create(),
            DiffCommand.CreatePreview(),
            WhyCommand.Create(),
            OrphansCommand.Create(),
            RbacCommand.Create(),
            MigrateCommand.Create(),
            CrdsCommand.Create(),
            DocsCommand.Create(),
            CompletionCommand.Create(),
            VersionCommand.Create(),
        };
        foreach (var command in edition.Commands)
            root.Add(command);
        // Spellings of another system, which only clutter what shells offer.
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Aliases.Remove("/h");
            help.Aliases.Remove("/?");
        }

        return root;
    }

    // The library lists what is allowed on lines of their own.
    private static string OnOneLine(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 1 ? message.TrimEnd('.') : $"{lines[0]} {string.Join(", ", lines[1..])}";
    }

    // A person who only types the name wants to know what it is, not to become the operator of the cluster at hand.
    private static string[] WithCommand(string[] args) =>
        args.Length == 0 && !Console.IsInputRedirected && !Console.IsOutputRedirected ? ["--help"]
        : args.Length == 0 || (args[0].StartsWith('-') && args[0] is not ("-h" or "-?" or "--help" or "--version")) ? ["run", .. args] : args;

    private static string Path(System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "lynq";

    private static async Task<int> SayAsync(string message)
    {
        await Console.Error.WriteLineAsync($"lynq: {message}");
        return 1;
    }
}
