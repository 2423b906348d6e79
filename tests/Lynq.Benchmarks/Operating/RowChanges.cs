using System.Globalization;
using System.Text.Json;
using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;

namespace Lynq.Benchmarks.Operating;

/// <summary>From the commit of a changed row to the object that shows it.</summary>
internal sealed class RowChanges(World world, Population population)
{
    private const string Name = "rows";
    private const int Interval = 1000;

    public async Task RunAsync()
    {
        await population.SyncEveryAsync("1s");
        await using var follower = await ObjectFollower.StartAsync(world, Kinds.ConfigMap, population.Namespace);
        await world.QuietAsync();
        var before = await world.UsageAsync();
        var times = new List<double>();
        for (var i = 0; i < world.Options.Samples; i++)
        {
            // Spread over the rows, and over the time between two syncs.
            var row = i * 7919 % world.Options.Nodes;
            var plan = string.Create(CultureInfo.InvariantCulture, $"p{i}");
            await Task.Delay(i * 37 % 200);
            times.Add(await follower.TimeAsync(
                $"{RowTable.Uid(row)}-config",
                map => map.GetProperty("data").TryGetProperty("plan", out var value) && value.ValueEquals(plan),
                () => population.ChangeRowAsync(row, plan)));
        }

        world.Report.AddLatencies(Name, "commit to changed object, syncInterval 1 s", times, Interval + 300);
        if ((await world.UsageAsync()).Since(before).Requests is { } requests)
            world.Report.Add(new Figure(Name, "requests a change", requests.All / (double)world.Options.Samples) { Note = requests.ToString() });
        await population.SyncEveryAsync("30s");
    }
}
