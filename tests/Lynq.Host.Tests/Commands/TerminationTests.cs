using System.Net;
using System.Net.Sockets;
using Lynq.Host.Commands;
using Lynq.Host.Operating;
using Lynq.Testing;

namespace Lynq.Host.Tests.Commands;

/// <summary>Commands that are told to end while they wait for an API server that says nothing.</summary>
public sealed class TerminationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public TerminationTests() => _silent.Start();

    public void Dispose()
    {
        _silent.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(130, "orphans")]
    [InlineData(0, "run", "--enable-webhooks=false", "--leader-elect=false", "--metrics-bind-address=0", "--health-probe-bind-address=0")]
    public async Task Ends_without_a_complaint(int code, params string[] command)
    {
        using var program = LynqProgram.Start([.. command, "--kubeconfig", Kubeconfig()]);
        using var asked = await Eventually.Ends(_silent.AcceptTcpClientAsync(), "it asks the server", ProgramRun.Patience);

        await program.TerminateAsync(command[0]);

        var errors = await Eventually.Ends(program.StandardError.ReadToEndAsync(), "its errors");
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('{')).ShouldBeEmpty();
        program.ExitCode.ShouldBe(code);
    }

    [Fact]
    public async Task An_operator_that_is_told_to_end_before_its_ports_are_open_ends_well()
    {
        var run = RunCommand.Create(Edition.Embedded).Parse(["--enable-webhooks=false", "--metrics-bind-address=0", "--health-probe-bind-address=127.0.0.1:0", "--kubeconfig", Kubeconfig()]);

        (await run.InvokeAsync(new() { EnableDefaultExceptionHandler = false }, new CancellationToken(canceled: true))).ShouldBe(0);
    }

    private string Kubeconfig() => _folder.Write("kubeconfig", $$$"""
        apiVersion: v1
        kind: Config
        current-context: silent
        clusters: [{name: silent, cluster: {server: "http://127.0.0.1:{{{((IPEndPoint)_silent.LocalEndpoint).Port}}}"}}]
        contexts: [{name: silent, context: {cluster: silent, user: nobody}}]
        users: [{name: nobody, user: {}}]
        """);
}
