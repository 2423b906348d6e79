using System.Diagnostics;

namespace Lynq.Testing;

/// <summary>What a program left behind that was run to its end.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    /// <summary>How long a program may take on a slow and busy machine.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(4);

    /// <summary>Runs a program to its end with that input.</summary>
    /// <exception cref="TimeoutException">It took longer than the patience, and was killed; the message has what it had printed.</exception>
    public static async Task<ProgramRun> ToEndAsync(ProcessStartInfo start, string input = "", TimeSpan? patience = null)
    {
        (start.UseShellExecute, start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true, true);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var all = Task.WhenAll(WriteAsync(process, input), process.WaitForExitAsync(), output, errors);
        try
        {
            await Eventually.Ends(all, $"{start.FileName} {string.Join(' ', start.ArgumentList)}", patience ?? Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new(process.ExitCode, await output, await errors);
    }

    private static async Task WriteAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything: its exit code tells why.
        }
    }
}
