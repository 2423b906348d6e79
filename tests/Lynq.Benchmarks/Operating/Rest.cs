using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;

namespace Lynq.Benchmarks.Operating;

/// <summary>What N settled nodes cost while nothing changes.</summary>
internal sealed class Rest(World world, Population population)
{
    private const string Name = "rest";

    public async Task RunAsync()
    {
        await population.SyncEveryAsync("10s");
        await world.QuietAsync();
        var before = await world.UsageAsync();
        await Task.Delay(TimeSpan.FromSeconds(world.Options.RestSeconds));
        var used = (await world.UsageAsync()).Since(before);
        var minutes = used.Time.TotalMinutes;
        if (used.Requests is { } requests)
        {
            world.Report.Add(new Figure(Name, "requests a minute but watches and lease", requests.All / minutes) { Limit = Limit.AtMost(0), Note = requests.ToString() });
            world.Report.Add(new Figure(Name, "writes a minute but the lease", requests.Writes / minutes) { Limit = Limit.AtMost(0) });
        }

        world.Report.Add(new Figure(Name, "operator's CPU, share of a core", used.Operator / used.Time.TotalSeconds * 100, "%") { Limit = Limit.AtMost(1), Note = $"{world.Options.Nodes} nodes, rows read every 10 s" });
        world.Report.Add(new Figure(Name, "operator's working set", ProcessUsage.WorkingSet(world.Operator.Id), "MiB"));
    }
}
