using System.Diagnostics;

namespace Lynq.Docs.Tests;

/// <summary>A running demo, and a shell in which commands of a page find it.</summary>
internal sealed class Demo : IAsyncDisposable
{
    // What a reader has on PATH.
    private static readonly string Functions =
        $$"""
        lynq() { dotnet '{{Programs.Lynq}}' "$@"; }
        kubectl() { '{{Programs.Kubectl}}' "$@"; }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("lynq-docs-").FullName;
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private Process? _process;

    /// <summary>Starts it and waits until every active row is a ready node.</summary>
    public static async Task<Demo> StartAsync()
    {
        var demo = new Demo();
        await demo.WaitAsync();
        return demo;
    }

    /// <summary>Writes a file where the commands find it.</summary>
    public void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder, name), content);

    /// <summary>Runs a script; the exit code, and all that was printed.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string script)
    {
        var run = await ProgramRun.ToEndAsync(Programs.Description("bash", ["-euo", "pipefail", "-c", $"{Functions}\n{script}"], _folder, _variables));
        return (run.ExitCode, run.Output + run.Errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await process.TerminateAsync("the demo");
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task WaitAsync()
    {
        _variables["TMPDIR"] = Directory.CreateDirectory(Path.Combine(_folder, "tmp")).FullName;
        _process = Process.Start(Programs.Description("dotnet", [Programs.Lynq, "demo", "--plain"], _folder, _variables))!;
        while (await Eventually.Ends(_process.StandardOutput.ReadLineAsync(), "a ready demo", ProgramRun.Patience) is { } line)
        {
            if (line.Contains("KUBECONFIG=", StringComparison.Ordinal))
                _variables["KUBECONFIG"] = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..];
            if (line.Contains("every active row is a ready node", StringComparison.Ordinal))
                return;
        }

        throw new InvalidOperationException($"the demo ended: {await Eventually.Ends(_process.StandardError.ReadToEndAsync(), "its errors")}");
    }
}
