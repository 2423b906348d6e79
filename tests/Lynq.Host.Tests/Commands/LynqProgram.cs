using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Lynq.Host.Tests.Commands;

/// <summary>The built program, run as a process as a user runs it.</summary>
internal static class LynqProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>The program. Tests are built beside the program, in the same configuration.</summary>
    public static readonly string Path = System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", "..", "Lynq.Host", System.IO.Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "lynq.dll"));

    /// <summary>Runs a command to its end.</summary>
    public static Task<Outcome> RunAsync(params string[] arguments) => RunAsync("", arguments);

    /// <summary>Runs a command with standard input to its end.</summary>
    public static async Task<Outcome> RunAsync(string input, string[] arguments, params (string Name, string Value)[] environment)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var process = Start(arguments, environment);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill();
            throw new TimeoutException($"lynq {string.Join(' ', arguments)} did not end within {Patience.TotalSeconds} s", late);
        }

        return new(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a command that runs until it is told to stop.</summary>
    public static Process Start(string[] arguments, params (string Name, string Value)[] environment)
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
        return Process.Start(start)!;
    }
}

/// <summary>What a run of the program left behind.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    /// <summary>That it failed as every command fails: one message, exit code 1, no stack trace.</summary>
    public void ShouldBeRefused(string message)
    {
        Errors.TrimEnd().ShouldBe($"lynq: {message}");
        ExitCode.ShouldBe(1);
        Output.ShouldBeEmpty();
    }

    /// <summary>That it went well and printed just this.</summary>
    public void ShouldPrint(string text)
    {
        Errors.ShouldBeEmpty();
        Output.ShouldBe(text.ReplaceLineEndings("\n") + "\n");
        ExitCode.ShouldBe(0);
    }
}
