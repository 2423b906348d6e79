using System.Globalization;

namespace Lynq.Cluster.Tests.Measurements;

/// <summary>A control group that gives a process a fraction of one core (the kernel's bandwidth control, as Kubernetes sets CPU limits).</summary>
internal sealed class CpuLimit : IDisposable
{
    private const int Period = 100_000;
    private readonly string _folder;

    /// <param name="processId">The process.</param>
    /// <param name="cores">Cores that it may use; above 0.</param>
    public CpuLimit(int processId, double cores)
    {
        var quota = ((int)(Period * cores)).ToString(CultureInfo.InvariantCulture);
        var isOne = Directory.Exists("/sys/fs/cgroup/cpu");
        _folder = Path.Combine(isOne ? "/sys/fs/cgroup/cpu" : "/sys/fs/cgroup", $"lynq-measurement-{processId}");
        Directory.CreateDirectory(_folder);
        if (isOne)
            File.WriteAllText(Path.Combine(_folder, "cpu.cfs_quota_us"), quota);
        else
            File.WriteAllText(Path.Combine(_folder, "cpu.max"), $"{quota} {Period}");
        File.WriteAllText(Path.Combine(_folder, "cgroup.procs"), processId.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Ends the limit; to be called when the process has ended.</summary>
    public void Dispose() => Directory.Delete(_folder);
}
