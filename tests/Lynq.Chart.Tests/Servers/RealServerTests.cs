using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Lynq.Chart.Tests.Servers;

/// <summary>What the chart renders, taken by a real API server as a trial.</summary>
public sealed class RealServerTests(ControlPlaneFixture fixture) : IClassFixture<ControlPlaneFixture>
{
    private static readonly Version Oldest = new(1, 25, 0);

    /// <summary>Groups whose kinds are not built into API servers.</summary>
    private static readonly string[] NotBuiltIn = ["monitoring.coreos.com/v1", "cert-manager.io/v1"];

    [ChartOnServerTheory]
    [MemberData(nameof(ValueSets.Names), MemberType = typeof(ValueSets))]
    public async Task A_real_api_server_takes_every_object(string set)
    {
        var version = (await fixture.ControlPlane.Http.GetFromJsonAsync<JsonObject>("/version"))!;
        var rendered = await Helm.TemplateAsync([.. ValueSets.Of(set), "--kube-version", VersionFor(version)]);
        foreach (var ns in rendered.Objects.Select(o => (string?)o["metadata"]!["namespace"]).OfType<string>().Distinct())
            (await fixture.ControlPlane.Http.PostAsJsonAsync("/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = ns } })).Dispose();
        foreach (var o in rendered.Objects.Where(o => !NotBuiltIn.Contains((string)o["apiVersion"]!)))
        {
            if (!await IsServedAsync((string)o["apiVersion"]!))
                continue;

            using var answer = await fixture.ControlPlane.Http.PostAsJsonAsync(PathOf(o) + "?dryRun=All&fieldManager=chart", o);
            var exists = (string)o["kind"]! == "Namespace" && answer.StatusCode == System.Net.HttpStatusCode.Conflict;
            (answer.IsSuccessStatusCode || exists).ShouldBeTrue($"{o["kind"]} {o["metadata"]!["name"]}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    // The chart refuses servers before 1.25: there it is rendered for that version, and what they serve is tried.
    private static string VersionFor(JsonObject server)
    {
        var version = Version.Parse(((string)server["gitVersion"]!).TrimStart('v').Split('+', '-')[0]);
        return (version < Oldest ? Oldest : version).ToString(3);
    }

    // An old server may lack a version of a group; one that has it takes the object.
    private async Task<bool> IsServedAsync(string apiVersion)
    {
        if (!apiVersion.Contains('/', StringComparison.Ordinal))
            return true;
        using var answer = await fixture.ControlPlane.Http.GetAsync(new Uri($"/apis/{apiVersion}", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    private static string PathOf(JsonObject o)
    {
        var (group, ns) = ((string)o["apiVersion"]!, (string?)o["metadata"]!["namespace"]);
        var root = group.Contains('/', StringComparison.Ordinal) ? $"/apis/{group}" : $"/api/{group}";
        var kind = ((string)o["kind"]!).ToLowerInvariant();
        var plural = kind.EndsWith('s') ? $"{kind}es" : kind.EndsWith('y') ? $"{kind[..^1]}ies" : $"{kind}s";
        return $"{root}{(ns is null ? "" : $"/namespaces/{ns}")}/{plural}";
    }
}

/// <summary>Needs helm and a real API server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChartOnServerTheoryAttribute : TheoryAttribute
{
    public ChartOnServerTheoryAttribute() => Skip = Helm.WhyMissing ?? ControlPlaneAssets.WhyMissing;
}
