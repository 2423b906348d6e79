using Lynq.Benchmarks.Sources;
using Lynq.Benchmarks.Templates;

return args switch
{
    ["templates"] => TemplateBenchmark.Run(),
    ["templates-fuzz", .. var options] => TemplateFuzz.Run(options),
    ["sources"] => await SourcesBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release --project tests/Lynq.Benchmarks -- COMMAND
          templates                              speed and allocation beside Go's text/template, and hostile rows
          templates-fuzz [--count N] [--seed S]  random and mutated templates and values
          sources                                a million rows of MariaDB beside its own client
        """);
    return 1;
}
