using System.CommandLine;
using Lynq.Host.Output;

namespace Lynq.Host.Commands.Demo;

/// <summary><c>lynq demo sql</c>: changes or shows the rows of the demo that runs in another terminal.</summary>
internal static class DemoSqlCommand
{
    internal static Command Create()
    {
        var statement = new Argument<string>("statement") { Description = "One or more SQL statements on the table tenants (id, plan, replicas, active)" };
        var command = new Command("sql", "Run SQL on the rows of the running demo.") { statement };
        command.SetAction((result, stop) => RunAsync(result.GetRequiredValue(statement), result.InvocationConfiguration.Output, stop));
        return command;
    }

    private static async Task<int> RunAsync(string statement, TextWriter output, CancellationToken stop)
    {
        var database = DemoFolder.FindDatabase()
            ?? throw new UserException("no demo with rows of its own is running: start one with lynq demo in another terminal");
        var outcome = await new DemoTable(database).ExecuteAsync(statement, stop);
        if (outcome.Columns.Count > 0)
            await TextTable.WriteAsync(output, [.. outcome.Columns.Select(c => c.ToUpperInvariant())], outcome.Rows, stop);
        if (outcome.Changed >= 0)
            await output.WriteLineAsync($"{outcome.Changed.ToString(CultureInfo.InvariantCulture)} row{(outcome.Changed == 1 ? "" : "s")} changed".AsMemory(), stop);
        return 0;
    }
}
