using Lynq.Benchmarks;
using Lynq.Benchmarks.Kubernetes;
using Lynq.Benchmarks.Operating;
using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Templates;
using Lynq.Benchmarks.Worlds;

return args switch
{
    ["templates-hostile"] => HostileRows.Run() ? 0 : 1,
    ["templates-fuzz", .. var options] => TemplateFuzz.Run(options),
    ["client-http", .. var options] => await HttpVersionBenchmark.RunAsync(options),
    ["all", .. var options] => await MeasureAsync(options, OperatorBenchmark.Names, scale: true, PartBenchmarks.Names),
    ["operator", .. var options] => await MeasureAsync(options, OperatorBenchmark.Names, scale: false, []),
    ["parts", .. var options] => await MeasureAsync(options, [], scale: false, PartBenchmarks.Names),
    ["scale", .. var options] => await MeasureAsync(options, [], scale: true, []),
    [var name, .. var options] when OperatorBenchmark.Names.Contains(name) => await MeasureAsync(options, [name], scale: false, []),
    [var name, .. var options] when PartBenchmarks.Names.Contains(name) => await MeasureAsync(options, [], scale: false, [name]),
    _ => Usage(),
};

static async Task<int> MeasureAsync(string[] arguments, IReadOnlyCollection<string> ofOperator, bool scale, IReadOnlyCollection<string> ofParts)
{
    RunOptions options;
    try
    {
        options = RunOptions.Parse(arguments);
    }
    catch (ArgumentException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }

    var report = new Report();
    MachineFacts.AddTo(report);
    // Each in turn: they share two cores.
    foreach (var name in ofParts) await PartBenchmarks.RunAsync(name, report);
    if (ofOperator.Count > 0) await OperatorBenchmark.RunAsync(ofOperator, options, report);
    if (scale) await OperatorBenchmark.RunScaleAsync(options, report);
    Console.WriteLine(report.Table());
    Console.WriteLine(report.Json());
    if (options.JsonFile is { } file) await File.WriteAllTextAsync(file, report.Json());
    if (options.MarkdownFile is { } page) await File.WriteAllTextAsync(page, report.Markdown());
    return report.IsKept ? 0 : 2;
}

static int Usage()
{
    Console.Error.WriteLine($"""
        usage: dotnet run -c Release --project tests/Lynq.Benchmarks -- NAME [OPTION VALUE]...
        prints a table and JSON; ends with 2 when a limit was missed

        the operator, a process of its own, on a server of its own:
          {string.Join(", ", OperatorBenchmark.Names)}
          operator       all of these, in one world
          scale          10,000 nodes of 4 resources (on the sandbox): memory, and rate beside a bare loop of the client
        parts, in this process:
          {string.Join(", ", PartBenchmarks.Names)}
          parts          all of these
        all              everything
        options:
          --server sandbox|envtest|kubeconfig   envtest: the programs that KUBEBUILDER_ASSETS names [sandbox]
          --kubeconfig FILE                     a cluster that has Lynq's kinds
          --database auto|mariadb|sqlite        auto: MariaDB where it is installed [auto]
          --nodes N                             [1000; of scale 10000]
          --resources 3|4                       ConfigMap, Service, Secret, and one ConfigMap more [3]
          --cores shared|apart                  apart: the sandbox on half of them, operator and bare loop on the others [shared]
          --rounds N                            of bare loop and operator in turn, for provisioning [3]
          --rest-seconds N                      how long rest is watched [120]
          --samples N                           row changes, edits and deletions that are timed [200]
          --json FILE, --markdown FILE          the JSON, or a Markdown table, to a file, too
        LYNQ_PROGRAM names a published lynq.dll to test instead of the build's.

        other tools:
          templates-hostile                     rows that try to make templates run away
          templates-fuzz [--count N] [--seed S] random and mutated templates and values
          client-http [APPLIES]                 HTTP/1.1 beside HTTP/2 on a real API server
        """);
    return 1;
}
