using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Lynq.Crds;
using Lynq.Host.Operating;
using Lynq.Host.Output;

namespace Lynq.Host.Commands;

/// <summary><c>lynq version</c>.</summary>
internal static class VersionCommand
{
    internal static Command Create()
    {
        var command = new Command("version", "Print the version of this program, of its API and of the runtime.");
        var format = OutputOptions.AddTo(command);
        command.SetAction((result, stop) => RunAsync(format.Of(result), result.InvocationConfiguration.Output, stop));
        return command;
    }

    private static async Task<int> RunAsync(OutputFormat format, TextWriter output, CancellationToken stop)
    {
        if (format == OutputFormat.Table)
        {
            await output.WriteLineAsync($"lynq {BuildVersion.Full} ({LynqApi.ApiVersion}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier})".AsMemory(), stop);
            return 0;
        }

        var version = new JsonObject
        {
            ["version"] = BuildVersion.Text,
            ["build"] = BuildVersion.Full,
            ["api"] = LynqApi.ApiVersion,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["platform"] = RuntimeInformation.RuntimeIdentifier,
        };
        await OutputOptions.WriteAsync(output, format, version, stop);
        return 0;
    }
}
