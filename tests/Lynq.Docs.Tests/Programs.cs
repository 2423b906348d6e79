using System.Diagnostics;
using System.Text;

namespace Lynq.Docs.Tests;

/// <summary>The programs that pages call.</summary>
internal static class Programs
{
    private static readonly string Build = new DirectoryInfo(AppContext.BaseDirectory).Name;

    /// <summary>The built program.</summary>
    public static string Lynq { get; } = RepositoryRoot.Combine("artifacts", "bin", "Lynq.Host", Build, "lynq.dll");

    /// <summary>kubectl, of KUBEBUILDER_ASSETS or on PATH; null when there is none.</summary>
    public static string? Kubectl { get; } = Find("kubectl", Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS"));

    /// <summary>helm, which LYNQ_HELM names, or on PATH; null when there is none.</summary>
    public static string? Helm { get; } = Environment.GetEnvironmentVariable("LYNQ_HELM") is { Length: > 0 } given ? given : Find("helm", null);

    /// <summary>What is needed to start a program.</summary>
    public static ProcessStartInfo Description(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("KUBECONFIG");
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return start;
    }

    private static string? Find(string name, string? first) =>
        new[] { first }.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => Path.Combine(folder!, name)).FirstOrDefault(File.Exists);
}
