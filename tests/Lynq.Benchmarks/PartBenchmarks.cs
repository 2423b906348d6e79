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
    public static Task RunAsync(string name, Report report) => name switch
    {
        "sandbox" => SandboxApplies.RunAsync(report),
        "client" => ClientBenchmark.RunAsync(report),
        "informer" => InformerBenchmark.RunAsync(report),
        "actors" => ActorBenchmark.RunAsync(report),
        "sources" => SourcesBenchmark.RunAsync(report),
        _ => TemplateBenchmark.RunAsync(report),
    };
}
