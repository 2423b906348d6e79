using Lynq.Kubernetes.Configuration;
using Lynq.Testing;
using Xunit;

namespace Lynq.Kubernetes.Tests.RealServer;

/// <summary>A real API server and a client on it.</summary>
public sealed class RealServerFixture : ControlPlaneFixture, IDisposable
{
    private KubernetesClient? _client;

    public KubernetesClient Client => _client!;

    public KubernetesConfiguration Configuration => KubernetesConfigurationLoader.FromFiles([ControlPlane.OperatorKubeconfig]);

    /// <summary>The server's minor version, to tell what it can.</summary>
    public async Task<int> MinorAsync()
    {
        var version = await Client.SendAsync(KubernetesRequest.Raw("/version"), Representation.Full, CancellationToken.None);
        return int.Parse(version.GetProperty("minor").GetString()!.TrimEnd('+'), System.Globalization.CultureInfo.InvariantCulture);
    }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        if (ControlPlaneAssets.WhyMissing is null)
            _client = new(Configuration);
    }

    public override async Task DisposeAsync()
    {
        Dispose();
        await base.DisposeAsync();
    }

    public void Dispose() => _client?.Dispose();
}

[CollectionDefinition(Name)]
public sealed class RealServerCollection : ICollectionFixture<RealServerFixture>
{
    public const string Name = "real API server";
}
