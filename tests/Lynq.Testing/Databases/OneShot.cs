using System.Diagnostics;

namespace Lynq.Testing;

/// <summary>Programs that run to their end and have to succeed.</summary>
internal static class OneShot
{
    /// <summary>Runs a program with that input and returns its output.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its output.</exception>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static async Task<string> RunAsync(string input, params string[] command)
    {
        var run = await ProgramRun.ToEndAsync(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/" }, input);
        return run.ExitCode == 0
            ? run.Output
            : throw new InvalidOperationException($"{command[0]} ended with {run.ExitCode}: {run.Errors}{run.Output}");
    }
}
