using System.CommandLine;
using Lynq.Crds.Schema;
using Lynq.Sandbox;
using Lynq.Sandbox.Simulation;

namespace Lynq.Host.Commands;

/// <summary><c>lynq sandbox</c>: a Kubernetes API server in this process, to try kubectl and forms on.</summary>
internal static class SandboxCommand
{
    internal static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 takes a free one", DefaultValueFactory = _ => 0 };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && !ushort.TryParse(given.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                result.AddError("--port must be between 0 and 65535");
        });
        var tls = new Option<bool>("--tls") { Description = "Serve HTTPS by a certificate of the sandbox's own authority" };
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "Where to write the kubeconfig [default: a temporary file]", HelpName = "file" };
        var simulate = new Option<bool>("--simulate") { Description = "Let workloads become ready, as if there were nodes to run them" };
        var command = new Command("sandbox", "Run a Kubernetes API server in memory, with Lynq's kinds, until Ctrl-C.") { port, tls, kubeconfig, simulate };
        command.SetAction((result, stop) => RunAsync(
            new SandboxOptions
            {
                Port = result.GetValue(port),
                Tls = result.GetValue(tls),
                KubeconfigPath = result.GetValue(kubeconfig) is { Length: > 0 } file ? Path.GetFullPath(file) : null,
                Simulator = result.GetValue(simulate) ? new SimulatorOptions() : null,
                Crds = CustomResources(),
            },
            result.InvocationConfiguration.Output,
            stop));
        return command;
    }

    /// <summary>The definitions of Lynq's kinds.</summary>
    internal static IReadOnlyList<string> CustomResources()
    {
        var descriptions = FieldDescriptions.Load();
        return [.. CrdDefinition.All.Select(definition => definition.ToYaml(descriptions))];
    }

    private static async Task<int> RunAsync(SandboxOptions options, TextWriter output, CancellationToken stop)
    {
        await using var sandbox = await SandboxServer.StartAsync(options, stop);
        try
        {
            await output.WriteLineAsync($"A Kubernetes API server in memory is ready at {sandbox.Url}");
            await output.WriteLineAsync($"export KUBECONFIG={sandbox.KubeconfigPath}");
            await output.WriteLineAsync("Ctrl-C ends it and forgets everything.");
            await output.FlushAsync(CancellationToken.None);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl-C is how it ends.
        }
        finally
        {
            // A kubeconfig that points to nothing is of no use to anybody, wherever it was asked to be. Another sandbox may have
            // been given the same file meanwhile.
            if (File.Exists(sandbox.KubeconfigPath) && (await File.ReadAllTextAsync(sandbox.KubeconfigPath, CancellationToken.None)).Contains($":{sandbox.Url.Port}\n", StringComparison.Ordinal))
                File.Delete(sandbox.KubeconfigPath);
        }

        return 0;
    }
}
