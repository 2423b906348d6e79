using System.Diagnostics;

namespace Lynq.Chart.Tests;

/// <summary>What a run of a program gave.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null, TimeSpan? patience = null)
    {
        var start = new ProcessStartInfo(program, arguments);
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var run = await ProgramRun.ToEndAsync(start, patience: patience);
        return new(run.ExitCode, run.Output, run.Errors);
    }

    /// <summary>The path of a program: what a variable names, else the first of that name on PATH, else null.</summary>
    public static string? Find(string variable, string name) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given
            ? given
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, name))
                .FirstOrDefault(File.Exists);
}
