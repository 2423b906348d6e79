using System.Diagnostics;
using System.Text;
using Lynq.Testing;

namespace Lynq.Host.Tests.Commands;

/// <summary>The built program, run as a process as a user runs it.</summary>
internal static class LynqProgram
{
    /// <summary>The program. Tests are built beside the program, in the same configuration.</summary>
    public static readonly string Path = System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "Lynq.Host", System.IO.Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "lynq.dll"));

    /// <summary>Runs a command to its end.</summary>
    public static Task<ProgramRun> RunAsync(params string[] arguments) => RunAsync("", arguments);

    /// <summary>Runs a command with standard input to its end.</summary>
    public static Task<ProgramRun> RunAsync(string input, string[] arguments, params (string Name, string Value)[] environment) =>
        ProgramRun.ToEndAsync(Description(arguments, environment), input);

    /// <summary>Starts a command that runs until it is told to stop.</summary>
    public static Process Start(string[] arguments, params (string Name, string Value)[] environment) => Process.Start(Description(arguments, environment))!;

    /// <summary>Reads a running command's output up to a line that has a text in it, and returns the lines before and that one.</summary>
    /// <exception cref="InvalidOperationException">It ended without saying so.</exception>
    public static async Task<IReadOnlyList<string>> UntilAsync(Process process, string text)
    {
        var lines = new List<string>();
        while (await Eventually.Ends(process.StandardOutput.ReadLineAsync(), $"a line with {text}, behind {string.Join('\n', lines)}", ProgramRun.Patience) is { } line)
        {
            lines.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
                return lines;
        }

        var errors = await Eventually.Ends(process.StandardError.ReadToEndAsync(), "its errors");
        throw new InvalidOperationException($"it ended without saying: {text}; {string.Join('\n', lines)}{errors}");
    }

    private static ProcessStartInfo Description(string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in (string[])[Path, .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment.Remove("KUBECONFIG");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return start;
    }
}
