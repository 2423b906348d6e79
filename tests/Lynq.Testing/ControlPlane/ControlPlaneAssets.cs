using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Lynq.Testing;

/// <summary>Where the programs of a real Kubernetes control plane are: the folder that KUBEBUILDER_ASSETS names.</summary>
public static class ControlPlaneAssets
{
    public const string Variable = "KUBEBUILDER_ASSETS";

    /// <summary>Why tests on a real API server cannot run here, or null when they can.</summary>
    public static string? WhyMissing { get; } = Check();

    public static string Program(string name) =>
        Path.Combine(Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException(WhyMissing), name);

    /// <summary>The minor version of Kubernetes 1 that the kube-apiserver says it is; null when it says something else.</summary>
    public static int? MinorVersion()
    {
        using var process = Process.Start(new ProcessStartInfo(Program("kube-apiserver"), ["--version"]) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return Regex.Match(text, @"v1\.(\d+)") is { Success: true } version ? int.Parse(version.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    private static string? Check()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
            return $"{Variable} is not set: no real API server to test against";
        string[] needed = ["etcd", "kube-apiserver", "kube-controller-manager", "kubectl"];
        var missing = needed.Where(name => !File.Exists(Path.Combine(folder, name))).ToList();
        return missing.Count == 0 ? null : $"{Variable} lacks {string.Join(", ", missing)}";
    }
}

/// <summary>A test that needs a real API server; skipped with the reason when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ControlPlaneFactAttribute : FactAttribute
{
    public ControlPlaneFactAttribute() => Skip = ControlPlaneAssets.WhyMissing;
}

/// <summary>A table of tests that needs a real API server; skipped with the reason when there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ControlPlaneTheoryAttribute : TheoryAttribute
{
    public ControlPlaneTheoryAttribute() => Skip = ControlPlaneAssets.WhyMissing;
}
