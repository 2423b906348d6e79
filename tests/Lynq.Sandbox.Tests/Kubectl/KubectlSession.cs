using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Lynq.Testing;
using Shouldly;

namespace Lynq.Sandbox.Tests.Kubectl;

/// <summary>kubectl against one server, in one namespace.</summary>
internal sealed partial class KubectlSession(string side, int minor, string kubeconfig, string inNamespace, string cache) : IDisposable
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal) { ["ns"] = inNamespace };
    private readonly List<(TranscriptStep Step, Process Process, StringBuilder Output)> _beside = [];

    /// <summary>Runs all steps; returns what each printed, normalised, with the known differences taken out.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(KubectlTranscript transcript)
    {
        var printed = new List<string>();
        foreach (var step in transcript.Steps)
        {
            if (step.Beside is { } lines) await BeginAsync(step, lines.First);
            else printed.Add(await StepAsync(step));
        }

        foreach (var (step, process, output) in _beside) printed.Add(await EndAsync(step, process, output));
        return printed;
    }

    public void Dispose()
    {
        foreach (var (_, process, _) in _beside)
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
        }
    }

    private async Task<string> StepAsync(TranscriptStep step)
    {
        var run = await ProgramRun.ToEndAsync(Description(Expand(step.Command)), Expand(step.Input));
        if (step.Variable is not null)
        {
            _variables[step.Variable] = run.Output.Trim();
            return "";
        }

        return Show(step, run.Output + run.Errors + (run.ExitCode == 0 ? "" : $"exit {run.ExitCode}\n"));
    }

    private async Task BeginAsync(TranscriptStep step, int first)
    {
        var output = new StringBuilder();
        var process = Process.Start(Description(Expand(step.Command))).ShouldNotBeNull();
        process.OutputDataReceived += (_, line) =>
        {
            lock (output) output.Append(line.Data is null ? "" : line.Data + "\n");
        };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _beside.Add((step, process, output));
        await Eventually.Holds(() => Lines(output) >= first, $"the first {first} lines of kubectl {step.Command}");
    }

    private async Task<string> EndAsync(TranscriptStep step, Process process, StringBuilder output)
    {
        await Eventually.Holds(() => Lines(output) >= step.Beside!.Value.All, $"all lines of kubectl {step.Command}");
        process.Kill();
        await process.EndsAsync("kubectl");
        lock (output) return Show(step, output.ToString());
    }

    private static int Lines(StringBuilder output)
    {
        lock (output) return output.ToString().Count(letter => letter == '\n');
    }

    private string Show(TranscriptStep step, string text) => step.Differences.Where(difference => difference.Side == side && difference.Holds(minor))
        .Aggregate(KubectlOutput.Normalise(text, inNamespace), (shown, difference) => difference.Pattern.Replace(shown, difference.Replacement));

    private ProcessStartInfo Description(string command)
    {
        var start = new ProcessStartInfo(ControlPlaneAssets.Program("kubectl"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var words = Words().Matches(command).Select(word => Quotes().Replace(word.Value, "$1")).ToList();
        while (words[0].Split('=', 2) is [var name, var value] && name.All(letter => char.IsAsciiLetterUpper(letter) || letter == '_'))
        {
            start.Environment[name] = value;
            words.RemoveAt(0);
        }

        foreach (var argument in (string[])["--kubeconfig", kubeconfig, "--cache-dir", cache, "--namespace", inNamespace, .. words]) start.ArgumentList.Add(argument);
        return start;
    }

    private string Expand(string text) =>
        _variables.Aggregate(text, static (result, variable) => result.Replace("{" + variable.Key + "}", variable.Value, StringComparison.Ordinal));

    [GeneratedRegex(@"(?:'[^']*'|[^\s'])+")]
    private static partial Regex Words();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quotes();
}
