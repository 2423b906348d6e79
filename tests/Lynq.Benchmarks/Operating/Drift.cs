using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;
using Lynq.Kubernetes;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// Edits of managed objects by somebody else, and their deletion: from the API server's answer to the one who does it until the
/// object is seen as it should be.
/// </summary>
internal sealed class Drift(World world, Population population)
{
    private const string Name = "drift";
    private const double Limit = 250;

    public async Task RunAsync()
    {
        await using var maps = await ObjectFollower.StartAsync(world, Kinds.ConfigMap, population.Namespace);
        await using var services = await ObjectFollower.StartAsync(world, Kinds.Service, population.Namespace);
        await using var secrets = await ObjectFollower.StartAsync(world, Kinds.Secret, population.Namespace);
        await world.QuietAsync();
        await MeasureAsync("edit that keeps annotations to repaired", (sample, row) => EditAsync(maps, services, sample, row, strip: false));
        await MeasureAsync("edit that strips annotations to repaired", (sample, row) => EditAsync(maps, services, sample, row, strip: true));
        await MeasureAsync("deletion to recreated", (sample, row) => (sample % 3) switch
        {
            0 => DeleteAsync(maps, Kinds.ConfigMap, $"{RowTable.Uid(row)}-config"),
            1 => DeleteAsync(services, Kinds.Service, $"{RowTable.Uid(row)}-web"),
            _ => DeleteAsync(secrets, Kinds.Secret, $"{RowTable.Uid(row)}-secret"),
        });
    }

    private async Task MeasureAsync(string what, Func<int, int, Task<double>> one)
    {
        var before = await world.UsageAsync();
        var times = new List<double>();
        for (var i = 0; i < world.Options.Samples; i++) times.Add(await one(i, i * 7919 % world.Options.Nodes));
        world.Report.AddLatencies(Name, what, times, Limit);
        await world.QuietAsync();
        if ((await world.UsageAsync()).Since(before).Requests is { } requests)
            world.Report.Add(new Figure(Name, $"{what}: requests for each", requests.All / (double)world.Options.Samples) { Note = requests.ToString() });
    }

    private Task<double> EditAsync(ObjectFollower maps, ObjectFollower services, int sample, int row, bool strip)
    {
        var uid = RowTable.Uid(row);
        return sample % 2 == 0
            ? maps.TimeAsync(
                $"{uid}-config",
                map => map.GetProperty("data").GetProperty("host").ValueEquals($"{uid}.example.com") && IsMarked(map),
                () => PatchAsync(Kinds.ConfigMap, $"{uid}-config", new JsonObject { ["data"] = new JsonObject { ["host"] = "edited" } }, strip),
                wrongFirst: true)
            : services.TimeAsync(
                $"{uid}-web",
                service => service.GetProperty("spec").GetProperty("selector").GetProperty("app").ValueEquals(uid) && IsMarked(service),
                () => PatchAsync(Kinds.Service, $"{uid}-web", new JsonObject { ["spec"] = new JsonObject { ["selector"] = new JsonObject { ["app"] = "edited" } } }, strip),
                wrongFirst: true);
    }

    private async Task PatchAsync(ApiResource kind, string name, JsonObject patch, bool strip)
    {
        if (strip) patch["metadata"] = new JsonObject { ["annotations"] = null };
        await world.Admin.MergePatchAsync(kind.Named(population.Namespace, name), patch, Representation.Metadata);
    }

    // The operator's annotations are among what is to be repaired.
    private static bool IsMarked(JsonElement item) =>
        item.GetProperty("metadata").TryGetProperty("annotations", out var annotations) && annotations.TryGetProperty("lynq.sh/applied-hash", out _);

    private async Task<double> DeleteAsync(ObjectFollower follower, ApiResource kind, string name)
    {
        var address = kind.Named(population.Namespace, name);
        var uid = (await world.Admin.GetAsync(address, Representation.Metadata)).Metadata.Uid;
        return await follower.TimeAsync(
            name,
            item => !item.GetProperty("metadata").GetProperty("uid").ValueEquals(uid) && IsMarked(item),
            () => world.Admin.DeleteAsync(address));
    }
}
