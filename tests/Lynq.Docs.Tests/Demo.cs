using System.Diagnostics;
using System.Globalization;

namespace Lynq.Docs.Tests;

/// <summary>A running demo, and a shell in which commands of a page find it.</summary>
internal sealed class Demo : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

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
        using var deadline = new CancellationTokenSource(Patience);
        using var shell = Programs.Start("bash", ["-euo", "pipefail", "-c", $"{Functions}\n{script}"], _folder, _variables);
        var output = shell.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = shell.StandardError.ReadToEndAsync(deadline.Token);
        await shell.WaitForExitAsync(deadline.Token);
        return (shell.ExitCode, await output + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            await process.WaitForExitAsync(deadline.Token);
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task WaitAsync()
    {
        _variables["TMPDIR"] = Directory.CreateDirectory(Path.Combine(_folder, "tmp")).FullName;
        _process = Programs.Start("dotnet", [Programs.Lynq, "demo", "--plain"], _folder, _variables);
        using var deadline = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.Contains("KUBECONFIG=", StringComparison.Ordinal))
                _variables["KUBECONFIG"] = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..];
            if (line.Contains("every active row is a ready node", StringComparison.Ordinal))
                return;
        }

        throw new InvalidOperationException($"the demo ended: {await _process.StandardError.ReadToEndAsync(CancellationToken.None)}");
    }
}
