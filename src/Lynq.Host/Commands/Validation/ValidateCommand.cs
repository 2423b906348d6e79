using System.CommandLine;
using System.Text.Json.Nodes;
using Lynq.Host.Documents;
using Lynq.Host.Output;

namespace Lynq.Host.Commands.Validation;

/// <summary><c>lynq validate</c>: judges hubs and forms without a cluster; exit code 1 when something would be refused.</summary>
internal static class ValidateCommand
{
    internal static Command Create()
    {
        var command = new Command("validate", "Check hubs and forms as the operator and its webhooks do, without a cluster. Exits 1 on errors.");
        var files = InputFiles.AddTo(command);
        var format = OutputOptions.AddTo(command);
        command.SetAction((result, stop) => RunAsync(files.Read(result), format.Of(result), result.InvocationConfiguration.Output, stop));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<InputDocument> documents, OutputFormat format, TextWriter output, CancellationToken stop)
    {
        var judged = documents.Where(ManifestValidation.IsJudged).ToList();
        var findings = ManifestValidation.Run(judged);
        var errors = findings.Count(f => f.IsError);
        if (format == OutputFormat.Table)
            await WriteTextAsync(judged.Count, documents.Count - judged.Count, findings, output, stop);
        else
            await OutputOptions.WriteAsync(output, format, new JsonArray([.. findings.Select(f => f.ToJson())]), stop);
        return errors == 0 ? 0 : 1;
    }

    private static async Task WriteTextAsync(int judged, int others, IReadOnlyList<Finding> findings, TextWriter output, CancellationToken stop)
    {
        foreach (var finding in findings)
            await output.WriteLineAsync(finding.ToString().AsMemory(), stop);
        var errors = findings.Count(f => f.IsError);
        var ignored = others > 0 ? $"; {Count(others, "object")} of other kinds not looked at" : "";
        await output.WriteLineAsync($"{Count(judged, "object")} checked: {Count(errors, "error")}, {Count(findings.Count - errors, "warning")}{ignored}".AsMemory(), stop);
    }

    private static string Count(int number, string noun) => $"{number.ToString(CultureInfo.InvariantCulture)} {noun}{(number == 1 ? "" : "s")}";
}
