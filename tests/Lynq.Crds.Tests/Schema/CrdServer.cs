using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lynq.Testing;
using Xunit;

namespace Lynq.Crds.Tests.Schema;

/// <summary>A real API server with the three kinds, one for all tests that need it.</summary>
public sealed class CrdServer : ControlPlaneFixture
{
    internal const string Api = "/apis/operator.lynq.sh/v1/namespaces/default";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        if (ControlPlaneAssets.WhyMissing is null)
            await ControlPlane.InstallLynqCrdsAsync();
    }

    internal async Task<(bool Accepted, JsonObject Answer)> PostAsync(string plural, JsonObject body, string query = "")
    {
        using var answer = await ControlPlane.Http.PostAsJsonAsync($"{Api}/{plural}{query}", body);
        return (answer.IsSuccessStatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    internal async Task<(bool Accepted, JsonObject Answer)> PutAsync(string path, JsonObject body, string query = "")
    {
        using var answer = await ControlPlane.Http.PutAsJsonAsync($"{Api}/{path}{query}", body);
        return (answer.IsSuccessStatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }
}

[CollectionDefinition(nameof(CrdServer))]
public sealed class CrdServerCollection : ICollectionFixture<CrdServer>;
