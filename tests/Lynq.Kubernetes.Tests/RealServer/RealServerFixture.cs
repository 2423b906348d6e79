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
