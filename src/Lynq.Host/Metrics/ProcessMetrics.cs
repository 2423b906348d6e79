using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Lynq.Host.Metrics;

/// <summary>What every exporter says of its process, under the customary names, and which build it is.</summary>
internal sealed class ProcessMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Lynq.Process";

    private readonly Meter _meter = new(MeterName);
    private readonly Process _process = Process.GetCurrentProcess();

    /// <summary>Creates the instruments.</summary>
    public ProcessMetrics()
    {
        var start = new DateTimeOffset(_process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0;
        _meter.CreateObservableCounter("process_cpu_seconds_total", () => Refreshed().TotalProcessorTime.TotalSeconds, description: "User and system CPU time in seconds.");
        _meter.CreateObservableGauge("process_resident_memory_bytes", () => Refreshed().WorkingSet64, description: "Resident memory in bytes.");
        _meter.CreateObservableGauge("process_start_time_seconds", () => start, description: "Start of the process, in seconds since the Unix epoch.");
        _meter.CreateObservableGauge("process_open_fds", OpenFiles, description: "Open file descriptors.");
        _meter.CreateObservableGauge("dotnet_gc_heap_bytes", () => GC.GetTotalMemory(forceFullCollection: false), description: "Managed heap in bytes.");
        _meter.CreateObservableCounter("dotnet_gc_collections_total", Collections, description: "Garbage collections by generation.");
        _meter.CreateObservableGauge("dotnet_threadpool_threads", () => ThreadPool.ThreadCount, description: "Threads of the pool.");
        var version = Operating.BuildVersion.Text;
        _meter.CreateObservableGauge("lynq_build_info", () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", version)), description: "Always 1; the label tells the version.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _meter.Dispose();
        _process.Dispose();
    }

    private Process Refreshed()
    {
        _process.Refresh();
        return _process;
    }

    private static int OpenFiles() => Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0;

    private static IEnumerable<Measurement<long>> Collections() =>
        Enumerable.Range(0, 3).Select(generation => new Measurement<long>(GC.CollectionCount(generation), new KeyValuePair<string, object?>("generation", generation)));
}
