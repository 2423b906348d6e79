using Lynq.Benchmarks.Actors;
using Lynq.Benchmarks.Kubernetes;
using Lynq.Benchmarks.Operating;
using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Sandbox;
using Lynq.Benchmarks.Sources;
using Lynq.Benchmarks.Templates;
using Lynq.Benchmarks.Worlds;

return args switch
{
    ["templates"] => TemplateBenchmark.Run(),
    ["templates-hostile"] => HostileRows.Run() ? 0 : 1,
    ["templates-fuzz", .. var options] => TemplateFuzz.Run(options),
    ["sources"] => await SourcesBenchmark.RunAsync(),
    ["client", .. var options] => await ClientBenchmark.RunAsync(options),
    ["client-http", .. var options] => await HttpVersionBenchmark.RunAsync(options),
    ["informer", .. var options] => await InformerBenchmark.RunAsync(options),
    ["sandbox", .. var options] => await SandboxApplies.RunAsync(options),
    ["actors", .. var options] => await ActorBenchmark.RunAsync(options),
    ["operator", .. var options] => await OperatorAsync(OperatorBenchmark.Names, options),
    [var name, .. var options] when OperatorBenchmark.Names.Contains(name) => await OperatorAsync([name], options),
    _ => Usage(),
};

static async Task<int> OperatorAsync(IReadOnlyCollection<string> names, string[] arguments)
{
    var options = RunOptions.Parse(arguments);
    var report = new Report();
    await OperatorBenchmark.RunAsync(names, options, report);
    Console.WriteLine(report.Table());
    Console.WriteLine(report.Json());
    if (options.JsonFile is { } file) await File.WriteAllTextAsync(file, report.Json());
    return report.IsKept ? 0 : 2;
}

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release --project tests/Lynq.Benchmarks -- COMMAND
          templates                              speed and allocation beside Go's text/template, and hostile rows
          templates-hostile                      the hostile rows alone
          templates-fuzz [--count N] [--seed S]  random and mutated templates and values
          sources                                a million rows of MariaDB beside its own client
          client [APPLIES [SLICES]]              applies by our client beside a bare HttpClient loop, on the sandbox
          client-http [APPLIES]                  HTTP/1.1 beside HTTP/2 on a real API server
          informer [OBJECTS]                     what an informer holds
          sandbox [OBJECTS]                      applies per second against the sandbox, and its memory
          actors [COUNT]                         what idle actors hold and what a tell costs
        """);
    return 1;
}
