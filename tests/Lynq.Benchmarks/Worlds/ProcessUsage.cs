using System.Globalization;

namespace Lynq.Benchmarks.Worlds;

/// <summary>What processes have used, as Linux tells it.</summary>
internal static class ProcessUsage
{
    private const double TicksPerSecond = 100;

    /// <summary>CPU seconds, user and system, of running processes; those that have ended count nothing.</summary>
    public static double CpuSeconds(IEnumerable<int> processes) => processes.Sum(CpuSeconds);

    /// <summary>CPU seconds, user and system.</summary>
    public static double CpuSeconds(int process)
    {
        if (Read(process, "stat") is not { Length: > 0 } text) return 0;
        // The name, in parentheses, may have spaces in it.
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (Parse(fields[11]) + Parse(fields[12])) / TicksPerSecond;
    }

    /// <summary>Working set, MiB.</summary>
    public static double WorkingSet(int process) => Status(process, "VmRSS:");

    /// <summary>The largest working set so far, MiB.</summary>
    public static double PeakWorkingSet(int process) => Status(process, "VmHWM:");

    /// <summary>Processes that have a text, such as the folder of their data, in their command line; the shells around them not.</summary>
    public static IReadOnlyList<int> Having(string text) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .Where(process => Read(process, "cmdline") is { } line && line.Contains(text, StringComparison.Ordinal) && !line.Contains("watchdog", StringComparison.Ordinal)),
    ];

    private static double Status(int process, string field) => Read(process, "status")?
        .Split('\n')
        .FirstOrDefault(line => line.StartsWith(field, StringComparison.Ordinal)) is { } found
            ? Parse(found[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim()) / 1024
            : 0;

    private static double Parse(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    private static string? Read(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (IOException)
        {
            return null;
        }
    }
}
