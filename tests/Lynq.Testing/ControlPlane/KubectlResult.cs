using System.Diagnostics;

namespace Lynq.Testing;

/// <summary>What a run of kubectl gave.</summary>
public sealed record KubectlResult(int ExitCode, string Output, string Errors)
{
    internal static async Task<KubectlResult> RunAsync(IEnumerable<string> arguments, string? input)
    {
        var run = await ProgramRun.ToEndAsync(new ProcessStartInfo(ControlPlaneAssets.Program("kubectl"), arguments), input ?? "");
        return new(run.ExitCode, run.Output, run.Errors);
    }
}
