using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Lynq.Testing;

/// <summary>
/// Finds out once per process whether the server at hand can store custom resources at all. Builds of old versions
/// with a newer Go crash on the first one: their JSON library and that Go disagree about map iteration.
/// </summary>
public static class CustomResourceProbe
{
    private static readonly Lazy<string?> Result = new(() => Task.Run(ProbeAsync).GetAwaiter().GetResult());

    /// <summary>Why tests that store custom resources cannot run here, or null when they can.</summary>
    public static string? WhyUnusable => ControlPlaneAssets.WhyMissing ?? Result.Value;

    private static async Task<string?> ProbeAsync()
    {
        await using var plane = await ControlPlane.StartAsync();
        (await plane.Http.PostAsJsonAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", JsonNode.Parse(Definition))).EnsureSuccessStatusCode();
        const string path = "/apis/probe.example.com/v1/namespaces/default/probes";
        await Eventually.Holds(async () => (await plane.Http.GetAsync(path)).IsSuccessStatusCode, "probes are served");
        try
        {
            var answer = await plane.Http.PostAsJsonAsync(path, JsonNode.Parse("""{"apiVersion":"probe.example.com/v1","kind":"Probe","metadata":{"name":"p"}}"""));
            return answer.IsSuccessStatusCode ? null : $"this kube-apiserver cannot store custom resources: it answers {(int)answer.StatusCode}";
        }
        catch (HttpRequestException)
        {
            return "this kube-apiserver cannot store custom resources: it crashes on the first one";
        }
    }

    private const string Definition =
        """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"probes.probe.example.com"},
         "spec":{"group":"probe.example.com","scope":"Namespaced","names":{"kind":"Probe","listKind":"ProbeList","plural":"probes","singular":"probe"},
          "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}
        """;
}

/// <summary>A test that stores custom resources on a real API server; skipped with the reason where that is not possible.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CustomResourceFactAttribute : FactAttribute
{
    public CustomResourceFactAttribute() => Skip = CustomResourceProbe.WhyUnusable;
}

/// <summary>A table of tests that store custom resources on a real API server; skipped with the reason where that is not possible.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CustomResourceTheoryAttribute : TheoryAttribute
{
    public CustomResourceTheoryAttribute() => Skip = CustomResourceProbe.WhyUnusable;
}
