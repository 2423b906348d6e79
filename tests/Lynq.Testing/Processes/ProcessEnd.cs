using System.Diagnostics;
using System.Globalization;

namespace Lynq.Testing;

/// <summary>Waiting for the end of programs without waiting for ever.</summary>
public static class ProcessEnd
{
    /// <summary>Waits until a program has ended.</summary>
    /// <exception cref="TimeoutException">It has not ended in the time that a slow machine takes.</exception>
    public static Task EndsAsync(this Process process, string what) => Eventually.Ends(process.WaitForExitAsync(), $"the end of {what}", TimeSpan.FromMinutes(2));

    /// <summary>Sends a signal, such as TERM, STOP or CONT.</summary>
    public static async Task SignalAsync(this Process process, string signal)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.EndsAsync($"kill -{signal}");
    }

    /// <summary>Asks a program to end as a service manager does, and waits until it has.</summary>
    /// <exception cref="TimeoutException">It has not ended in time.</exception>
    public static async Task TerminateAsync(this Process process, string what)
    {
        // Not by SIGINT: a shell that starts the tests in the background has its children ignore that.
        await process.SignalAsync("TERM");
        await process.EndsAsync(what);
    }
}
