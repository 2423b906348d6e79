using Lynq.Benchmarks.Actors;
using Lynq.Benchmarks.Kubernetes;
using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Sandbox;
using Lynq.Benchmarks.Sources;
using Lynq.Benchmarks.Templates;

namespace Lynq.Benchmarks;

/// <summary>The benchmarks of single parts, in this process.</summary>
internal static class PartBenchmarks
{
    /// <summary>All of them, in the order in which they run.</summary>
    public static IReadOnlyList<string> Names { get; } = ["sandbox", "client", "informer", "actors", "sources", "templates"];

    /// <summary>Runs one.</summary>
    public static Task RunAsync(string name, Report report)
    {
        switch (name)
        {
            case "sandbox":
                return SandboxApplies.RunAsync(report);
            case "client":
                return ClientBenchmark.RunAsync(report);
            case "informer":
                return InformerBenchmark.RunAsync(report);
            case "actors":
                return ActorBenchmark.RunAsync(report);
            case "sources":
                return SourcesBenchmark.RunAsync(report);
            default:
                TemplateBenchmark.Run(report);
                return Task.CompletedTask;
        }
    }
}
