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
    public static string? Kubectl { get; } = InstalledProgram.Find("kubectl", folder: Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS"));

    /// <summary>helm, which LYNQ_HELM names, or on PATH; null when there is none.</summary>
    public static string? Helm { get; } = InstalledProgram.Find("helm", "LYNQ_HELM");

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
}
