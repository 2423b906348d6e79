using Lynq.Testing;

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
        var lines = await LynqProgram.UntilAsync(sandbox, "KUBECONFIG=");
        lines[0].ShouldStartWith("A Kubernetes API server in memory is ready at http");
        lines[1].ShouldBe($"export KUBECONFIG={kubeconfig}");

        var orphans = await LynqProgram.RunAsync("orphans", "--kubeconfig", kubeconfig);
        await sandbox.TerminateAsync("the sandbox");

        orphans.ShouldPrint("No orphaned objects found.");
        sandbox.ExitCode.ShouldBe(0);
        File.Exists(kubeconfig).ShouldBeFalse();
    }

    [Fact]
    public async Task Refuses_a_port_that_is_none() =>
        (await LynqProgram.RunAsync("sandbox", "--port", "70000")).ShouldBeRefused("--port must be between 0 and 65535 (see lynq sandbox --help)");
}
