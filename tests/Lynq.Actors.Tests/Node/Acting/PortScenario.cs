using System.Text.Json;
using Lynq.Actors.Node.Ownership;
using Shouldly;

namespace Lynq.Actors.Tests.Node.Acting;

/// <summary>
/// Somebody edits the number of a Service's port, which is the key of the list's item: server-side apply sees another port of the
/// same name, or another one without.
/// </summary>
internal static class PortScenario
{
    public static async Task An_edited_port_is_put_back(NodeServer server, string name)
    {
        var port = name.Length == 0 ? "" : $"\"name\":\"{name}\",";
        var form = $$$"""
            {"hubId":"h","services":[{"id":"s","nameTemplate":"{{ .uid }}-s","spec":{"apiVersion":"v1","kind":"Service",
             "spec":{"selector":{"app":"x"},"ports":[{{{{port}}}"port":80,"protocol":"TCP","targetPort":8080}]} } }]}
            """;
        var bench = await NodeBench.StartAsync(server, form);
        await bench.DesireAsync();
        (await PortsAsync(bench)).ShouldBe([80]);

        foreach (var number in new[] { 8099, 8100 })
        {
            await bench.PatchAsync("v1", "Service", "acme-s", $$"""{"spec":{"ports":[{{{port}}"port":{{number}},"protocol":"TCP","targetPort":8080}]} }""");
            (await PortsAsync(bench)).ShouldBe([number]);
            await bench.ObserveChildrenAsync();
            (await PortsAsync(bench)).ShouldBe([80]);
        }

        var live = (await bench.ReadAsync("v1", "Service", "acme-s"))!.Value;
        LiveMetadata.Of(live).ManagedFields.EnumerateArray()
            .Single(e => e.GetProperty("operation").ValueEquals("Apply")).GetProperty("fieldsV1").GetRawText().ShouldContain("\\\"port\\\":80");
        bench.Requests.Clear();
        await bench.ObserveChildrenAsync();
        bench.Requests.Count(r => r.StartsWith("apply ", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(1);
    }

    private static async Task<IEnumerable<int>> PortsAsync(NodeBench bench) =>
        (await bench.ReadAsync("v1", "Service", "acme-s"))!.Value.GetProperty("spec").GetProperty("ports").EnumerateArray().Select(p => p.GetProperty("port").GetInt32());
}
