using System.Diagnostics;

namespace Lynq.Testing;

/// <summary>What a run of kubectl gave.</summary>
public sealed record KubectlResult(int ExitCode, string Output, string Errors)
{
    internal static async Task<KubectlResult> RunAsync(IEnumerable<string> arguments, string? input)
    {
        var start = new ProcessStartInfo(ControlPlaneAssets.Program("kubectl"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input ?? "");
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await errors);
    }
}
