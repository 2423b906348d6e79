using Xunit;

namespace Lynq.Testing;

/// <summary>One control plane for all tests of a class or collection. Nothing is started where it cannot run; its tests are skipped then.</summary>
public class ControlPlaneFixture : IAsyncLifetime
{
    private ControlPlane? _controlPlane;

    /// <summary>The running control plane.</summary>
    public ControlPlane ControlPlane => _controlPlane ?? throw new InvalidOperationException(ControlPlaneAssets.WhyMissing ?? "not started");

    protected virtual ControlPlaneOptions Options { get; } = new();

    public virtual async Task InitializeAsync()
    {
        if (ControlPlaneAssets.WhyMissing is null)
            _controlPlane = await ControlPlane.StartAsync(Options);
    }

    public virtual async Task DisposeAsync()
    {
        if (_controlPlane is not null)
            await _controlPlane.DisposeAsync();
    }
}
