using System.Globalization;
using System.Runtime.InteropServices;

namespace Lynq.Benchmarks.Reporting;

/// <summary>Where and when a run took place.</summary>
internal static class MachineFacts
{
    public static void AddTo(Report report)
    {
        report.Fact("at", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture));
        report.Fact("machine", string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1073741824.0:F0} GiB, {RuntimeInformation.OSDescription}"));
        report.Fact("runtime", RuntimeInformation.FrameworkDescription);
        if (File.Exists("/proc/loadavg")) report.Fact("load at the start", File.ReadAllText("/proc/loadavg").Split(' ')[0]);
    }
}
