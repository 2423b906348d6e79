using System.Diagnostics;

namespace Lynq.Host.Tests.Commands;

public sealed class SandboxCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData()]
    [InlineData("--tls", "--simulate")]
    public async Task Serves_Lynqs_kinds_until_it_is_interrupted(params string[] options)
    {
        var kubeconfig = Path.Combine(_folder.Path, "config");
        using var sandbox = LynqProgram.Start(["sandbox", "--kubeconfig", kubeconfig, .. options]);
        var lines = new[] { await sandbox.StandardOutput.ReadLineAsync(), await sandbox.StandardOutput.ReadLineAsync() };
        lines[0].ShouldNotBeNull(await ErrorsOf(sandbox)).ShouldStartWith("A Kubernetes API server in memory is ready at http");
        lines[1].ShouldBe($"export KUBECONFIG={kubeconfig}");

        var orphans = await LynqProgram.RunAsync("orphans", "--kubeconfig", kubeconfig);
        await InterruptAsync(sandbox);

        orphans.ShouldPrint("No orphaned objects found.");
        sandbox.ExitCode.ShouldBe(0);
        File.Exists(kubeconfig).ShouldBeFalse();
    }

    [Fact]
    public async Task Refuses_a_port_that_is_none() =>
        (await LynqProgram.RunAsync("sandbox", "--port", "70000")).ShouldBeRefused("--port must be between 0 and 65535 (see lynq sandbox --help)");

    internal static async Task InterruptAsync(Process process)
    {
        // Not by SIGINT: a shell that starts the tests in the background has its children ignore that.
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(deadline.Token);
    }

    private static async Task<string> ErrorsOf(Process process) => process.HasExited ? await process.StandardError.ReadToEndAsync() : "";
}
