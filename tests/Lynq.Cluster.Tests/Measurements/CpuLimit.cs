using System.Globalization;

namespace Lynq.Cluster.Tests.Measurements;

/// <summary>A control group that gives a process a fraction of the machine's cores (the kernel's bandwidth control, as Kubernetes sets CPU limits).</summary>
internal sealed class CpuLimit : IDisposable
{
    private const int Period = 100_000;
    private static readonly bool IsVersionOne = Directory.Exists("/sys/fs/cgroup/cpu");

    private readonly string _folder = Path.Combine(IsVersionOne ? "/sys/fs/cgroup/cpu" : "/sys/fs/cgroup", $"lynq-measurement-{Guid.NewGuid():N}");

    /// <summary>Makes the group.</summary>
    /// <param name="cores">Cores that what is in it may use; above 0.</param>
    public CpuLimit(double cores)
    {
        Directory.CreateDirectory(_folder);
        SetTo(cores);
    }

    /// <summary>The file that takes the id of a process that is to be in the group.</summary>
    public string Members => Path.Combine(_folder, "cgroup.procs");

    /// <summary>Gives what is in it more or less from now on.</summary>
    public void SetTo(double cores)
    {
        var quota = ((int)(Period * cores)).ToString(CultureInfo.InvariantCulture);
        if (IsVersionOne)
            File.WriteAllText(Path.Combine(_folder, "cpu.cfs_quota_us"), quota);
        else
            File.WriteAllText(Path.Combine(_folder, "cpu.max"), $"{quota} {Period}");
    }

    /// <summary>How many periods have begun in which something ran, and in how many of them it used up what it may.</summary>
    public (int Begun, int UsedUp) Periods => (Count("nr_periods"), Count("nr_throttled"));

    /// <summary>Ends the limit; to be called when what was in it has ended.</summary>
    public void Dispose() => Directory.Delete(_folder);

    private int Count(string name) => int.Parse(
        File.ReadLines(Path.Combine(_folder, "cpu.stat")).Single(line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..],
        CultureInfo.InvariantCulture);
}
