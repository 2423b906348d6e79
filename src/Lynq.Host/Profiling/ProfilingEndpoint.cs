using System.Diagnostics;
using System.Runtime;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Lynq.Host.Profiling;

/// <summary>
/// What .NET can tell about itself, where the original serves Go's pprof (contract §16.2): an index under <c>/debug/pprof/</c>,
/// memory, threads and a CPU sample. Deeper tools (dotnet-trace, dotnet-gcdump) attach through the runtime's own diagnostic socket.
/// </summary>
internal sealed class ProfilingEndpoint(TimeProvider time)
{
    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var text = context.Request.Path.Value switch
        {
            "/debug/pprof" or "/debug/pprof/" => Index(),
            "/debug/pprof/heap" => Heap(collect: context.Request.Query["gc"] == "1"),
            "/debug/pprof/threads" => Threads(),
            "/debug/pprof/cpu" => await CpuAsync(context),
            _ => null,
        };
        if (text is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static string Index() => $"""
        /debug/pprof/

        /debug/pprof/heap     managed memory, by generation; with ?gc=1 after a collection
        /debug/pprof/threads  thread pool and threads
        /debug/pprof/cpu      CPU used over ?seconds=5 (1 to 60)

        For traces and heap dumps: dotnet-trace collect -p {Environment.ProcessId}, dotnet-gcdump collect -p {Environment.ProcessId}

        """;

    private static string Heap(bool collect)
    {
        // As Go's pprof does it: what is told is then what is in use.
        if (collect) GC.Collect();
        var info = GC.GetGCMemoryInfo();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"heap bytes: {info.HeapSizeBytes}\ncommitted bytes: {info.TotalCommittedBytes}\nfragmented bytes: {info.FragmentedBytes}\n");
        text.Append(CultureInfo.InvariantCulture, $"allocated bytes since start: {GC.GetTotalAllocatedBytes()}\nworking set: {Environment.WorkingSet}\nserver GC: {GCSettings.IsServerGC}\n");
        for (var generation = 0; generation < info.GenerationInfo.Length; generation++)
            text.Append(CultureInfo.InvariantCulture, $"generation {generation}: {info.GenerationInfo[generation].SizeAfterBytes} bytes, {(generation <= 2 ? GC.CollectionCount(generation) : 0)} collections\n");
        return text.ToString();
    }

    private static string Threads() => string.Create(
        CultureInfo.InvariantCulture,
        $"pool threads: {ThreadPool.ThreadCount}\npending work items: {ThreadPool.PendingWorkItemCount}\ncompleted work items: {ThreadPool.CompletedWorkItemCount}\nprocess threads: {Process.GetCurrentProcess().Threads.Count}\n");

    private async Task<string> CpuAsync(HttpContext context)
    {
        var seconds = int.TryParse(context.Request.Query["seconds"], CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 60) : 5;
        var before = Environment.CpuUsage;
        await Task.Delay(TimeSpan.FromSeconds(seconds), time, context.RequestAborted);
        var after = Environment.CpuUsage;
        var (user, kernel) = ((after.UserTime - before.UserTime).TotalSeconds, (after.PrivilegedTime - before.PrivilegedTime).TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"seconds: {seconds}\nuser: {user:F3}\nsystem: {kernel:F3}\ncores: {(user + kernel) / seconds:F3}\n");
    }
}
